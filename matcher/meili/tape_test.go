package meili

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/meilisearch/meilisearch-go"
)

// rewrite plays a sequence on a real server, with a key limited to Actions, and records the exchanges.
func rewrite(t *testing.T, name string, play func(*testing.T, opener)) {
	s := real(t)
	admin := recordable(t, Options{URL: s.url, Key: s.key})
	fail(t, admin.Remove(t.Context()))
	key, err := admin.api.CreateKeyWithContext(t.Context(),
		&meilisearch.Key{Name: "kebang recording", Actions: Actions, Indexes: []string{recordedPrefix + "_*"},
			ExpiresAt: time.Now().Add(time.Hour)})
	fail(t, err)
	t.Cleanup(func() { _, _ = admin.api.DeleteKeyWithContext(context.Background(), key.UID) })
	tape := &tape{tasks: map[string]string{}, birthdays: map[string]string{}}
	tape.start()
	play(t, func(o Options) *Index {
		o.URL, o.Key, o.transport = s.url, key.Key, tape
		if name == "exchanges" {
			o.Key = s.key // it shows the version and the task of a swap
		}
		return recordable(t, o)
	})
	list := tape.stop()
	v, err := admin.api.VersionWithContext(t.Context())
	fail(t, err)
	remove(t, admin)
	if t.Failed() {
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	for i := range list {
		list[i].Body, list[i].Answer = named(list[i].Body, false), named(list[i].Answer, false)
	}
	fail(t, enc.Encode(list))
	if bytes.Contains(b.Bytes(), []byte(s.key)) || bytes.Contains(b.Bytes(), []byte(key.Key)) || b.Len() > 300<<10 {
		t.Fatalf("%d bytes, or a key in them", b.Len())
	}
	fail(t, os.WriteFile(filepath.Join("testdata", name+"-"+v.PkgVersion+".json"), b.Bytes(), 0o644))
}

// tape records exchanges without polls of unfinished tasks. Tasks and the creation times of indexes are numbered from
// 1.
type tape struct {
	mu        sync.Mutex
	on        bool
	list      []exchange
	tasks     map[string]string // the server's number -> ours
	birthdays map[string]string
}

func (p *tape) start() { p.mu.Lock(); defer p.mu.Unlock(); p.on = true }

func (p *tape) stop() []exchange { p.mu.Lock(); defer p.mu.Unlock(); p.on = false; return p.list }

var (
	taskPath   = regexp.MustCompile(`^/tasks/(\d+)$`)
	taskNumber = regexp.MustCompile(`"(taskUid|uid|batchUid)":(\d+)`)
	taskWords  = regexp.MustCompile("Task `(\\d+)`")
	instants   = regexp.MustCompile(`"(enqueuedAt|startedAt|finishedAt|updatedAt|lastUpdate)":"[^"]*"`)
	births     = regexp.MustCompile(`"createdAt":"([^"]*)"`)
	durations  = regexp.MustCompile(`"duration":"[^"]*"`)
	sizes      = regexp.MustCompile(
		`"(processingTimeMs|rawDocumentDbSize|avgDocumentSize|databaseSize|usedDatabaseSize)":\d+`)
)

func (p *tape) RoundTrip(r *http.Request) (*http.Response, error) {
	var sent []byte
	if r.Body != nil {
		var err error
		if sent, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(sent))
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression, t.DisableKeepAlives = true, true
	resp, err := t.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(got))
	p.mu.Lock()
	defer p.mu.Unlock()
	poll := taskPath.FindStringSubmatch(r.URL.Path)
	if !p.on || poll != nil && (bytes.Contains(got, []byte(`"status":"enqueued"`)) ||
		bytes.Contains(got, []byte(`"status":"processing"`))) {
		return resp, nil
	}
	e := exchange{Method: r.Method, Path: r.URL.RequestURI(), Body: string(sent), Status: resp.StatusCode}
	if poll != nil {
		e.Path = "/tasks/" + p.number(poll[1])
	}
	answer := taskNumber.ReplaceAllStringFunc(string(got), func(m string) string {
		part := taskNumber.FindStringSubmatch(m)
		return fmt.Sprintf(`"%s":%s`, part[1], p.number(part[2]))
	})
	answer = taskWords.ReplaceAllStringFunc(answer, func(m string) string {
		return "Task `" + p.number(taskWords.FindStringSubmatch(m)[1]) + "`"
	})
	answer = instants.ReplaceAllString(answer, `"$1":"2026-01-01T00:00:00Z"`)
	answer = births.ReplaceAllStringFunc(answer, func(m string) string {
		return `"createdAt":"` + p.birthday(births.FindStringSubmatch(m)[1]) + `"`
	})
	answer = durations.ReplaceAllString(answer, `"duration":"PT0S"`)
	e.Answer = sizes.ReplaceAllString(answer, `"$1":0`)
	p.list = append(p.list, e)
	return resp, nil
}

func (p *tape) number(server string) string {
	if p.tasks[server] == "" {
		p.tasks[server] = strconv.Itoa(len(p.tasks) + 1)
	}
	return p.tasks[server]
}

// birthday distinguishes indexes of one name by their creation, as the adapter does after a swap.
func (p *tape) birthday(server string) string {
	if p.birthdays[server] == "" {
		p.birthdays[server] = fmt.Sprintf("2026-01-01T00:%02d:00Z", len(p.birthdays)+1)
	}
	return p.birthdays[server]
}
