package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"kebang/internal/text"
	"kebang/matcher"
)

// fts5 is SQLite's full-text index in its best setting for these texts: pairs of characters cut beforehand, its BM25.
type fts5 struct {
	db       *sql.DB
	dir      string
	indexing time.Duration
	disk     int64
}

// pairs writes a text as its pairs and words, each in a spelling that the tokenizer leaves whole.
func pairs(s string, seen map[string]bool) []string {
	var out []string
	normal := text.Normal(s)
	text.Each(normal, func(t text.Term, from, to int) {
		if t.IsChar() {
			return
		}
		w := strings.ReplaceAll(strings.ReplaceAll(normal[from:to], ".", "_"), "-", "_")
		if seen != nil {
			if seen[w] {
				return
			}
			seen[w] = true
		}
		out = append(out, w)
	})
	return out
}

func buildFTS5(docs []matcher.Doc) (f *fts5, err error) {
	f = &fts5{}
	if f.dir, err = os.MkdirTemp("", "fts5"); err != nil {
		return nil, err
	}
	path := filepath.Join(f.dir, "index.db")
	start := time.Now()
	if f.db, err = sql.Open("sqlite", path); err != nil {
		return nil, err
	}
	f.db.SetMaxOpenConns(1)
	if _, err = f.db.Exec(
		`CREATE VIRTUAL TABLE docs USING fts5(body, content='', tokenize="unicode61 tokenchars '_'")`); err != nil {
		return nil, err
	}
	tx, err := f.db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	insert, err := tx.Prepare(`INSERT INTO docs(rowid, body) VALUES (?, ?)`)
	if err != nil {
		return nil, err
	}
	for i, d := range docs {
		if _, err := insert.Exec(i+1, strings.Join(pairs(d.Title+" "+d.Text, nil), " ")); err != nil {
			return nil, err
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	f.indexing = time.Since(start)
	if info, err := os.Stat(path); err == nil {
		f.disk = info.Size()
	}
	return f, nil
}

func (f *fts5) search(words string, n int) error {
	rows, err := f.db.Query(`SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT ?`,
		`"`+strings.Join(pairs(words, map[string]bool{}), `" OR "`)+`"`, n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

func (f *fts5) close() {
	f.db.Close()
	os.RemoveAll(f.dir)
}
