package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk"

	"kebang/matcher"
)

// bleveIndex is Bleve in its best setting for these texts: bigrams of its cjk analyzer, BM25, on disk.
type bleveIndex struct {
	index    bleve.Index
	dir      string
	indexing time.Duration
	disk     int64
}

func buildBleve(docs []matcher.Doc) (*bleveIndex, error) {
	dir, err := os.MkdirTemp("", "bleve")
	if err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "cjk"
	m.ScoringModel = "bm25"
	text := bleve.NewTextFieldMapping()
	text.Store, text.IncludeTermVectors, text.DocValues, text.IncludeInAll = false, false, false, false
	d := bleve.NewDocumentStaticMapping()
	d.AddFieldMappingsAt("text", text)
	m.DefaultMapping = d
	b := &bleveIndex{dir: dir}
	start := time.Now()
	if b.index, err = bleve.New(filepath.Join(dir, "index"), m); err != nil {
		return nil, err
	}
	for len(docs) > 0 {
		page := docs[:min(1000, len(docs))]
		docs = docs[len(page):]
		batch := b.index.NewBatch()
		for _, d := range page {
			if err := batch.Index(d.ID, map[string]string{"text": d.Title + " " + d.Text}); err != nil {
				return nil, err
			}
		}
		if err := b.index.Batch(batch); err != nil {
			return nil, err
		}
	}
	b.indexing = time.Since(start)
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			b.disk += info.Size()
		}
		return nil
	})
	return b, err
}

func (b *bleveIndex) search(words string, n int) error {
	q := bleve.NewMatchQuery(words)
	q.SetField("text")
	_, err := b.index.Search(bleve.NewSearchRequestOptions(q, n, 0, false))
	return err
}

func (b *bleveIndex) close() {
	b.index.Close()
	os.RemoveAll(b.dir)
}
