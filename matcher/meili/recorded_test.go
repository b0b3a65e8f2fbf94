package meili

import (
	"encoding/json"
	"flag"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kebang/matcher"
)

var record = flag.Bool("record", false, "write testdata/NAME-VERSION.json anew from the real server")

// exchange is one request with the answer of a real Meilisearch. Times, task numbers and keys are not kept.
type exchange struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Body   string `json:"body,omitempty"`
	Status int    `json:"status"`
	Answer string `json:"answer,omitempty"`
}

// opener opens an index on the server of a recording. Of the options only the program counts.
type opener func(Options) *Index

// plays are the recorded sequences, by the name of the file.
var plays = map[string]func(*testing.T, opener){
	"exchanges": func(t *testing.T, open opener) { exercise(t, open(Options{})) },
	"troubles":  troubles,
}

// recordedPrefix is the same in every recording, so that the requests are too.
const recordedPrefix = "kebang-recorded"

// TestRecorded gives the adapter the recorded answers of a real Meilisearch, request by request. Any other request
// fails. With -record it makes the recordings again.
func TestRecorded(t *testing.T) {
	// troubles last, because a server lists its refused writes for ever
	for _, name := range slices.Sorted(maps.Keys(plays)) {
		play := plays[name]
		if *record {
			t.Run(name, func(t *testing.T) { rewrite(t, name, play) })
			continue
		}
		files, err := filepath.Glob("testdata/" + name + "-*.json")
		if err != nil || len(files) == 0 {
			t.Fatal("no recordings of", name, err)
		}
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { replay(t, file, play) })
		}
	}
}

func replay(t *testing.T, file string, play func(*testing.T, opener)) {
	b, err := os.ReadFile(file)
	fail(t, err)
	var list []exchange
	fail(t, json.Unmarshal(b, &list))
	for i := range list {
		list[i].Body, list[i].Answer = named(list[i].Body, true), named(list[i].Answer, true)
	}
	next := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if enc := r.Header.Get("Accept-Encoding"); enc != "" { // compressed answers stall; see Open
			t.Errorf("%s %s asks for %s", r.Method, r.URL, enc)
		}
		if next == len(list) {
			t.Errorf("one request more than recorded: %s %s %s", r.Method, r.URL, body)
			w.WriteHeader(http.StatusTeapot)
			return
		}
		e := list[next]
		if next++; e.Method != r.Method || e.Path != r.URL.RequestURI() || e.Body != string(body) {
			t.Errorf("request %d is\n%s %s %s\nrecorded was\n%s %s %s", next, r.Method, r.URL.RequestURI(), body,
				e.Method, e.Path, e.Body)
			w.WriteHeader(http.StatusTeapot)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(e.Status)
		_, _ = io.WriteString(w, e.Answer)
	}))
	defer srv.Close()
	play(t, func(o Options) *Index {
		o.URL = srv.URL
		return recordable(t, o)
	})
	if next != len(list) && !t.Failed() {
		t.Errorf("%d of %d recorded requests were made", next, len(list))
	}
}

// named replaces fingerprints and analysed forms by names, or back. They change with the synonyms and with the program;
// a recording must not.
func named(s string, back bool) string {
	for _, d := range exercised() {
		sum := strconv.FormatUint(d.Sum(), 16)
		names := [][2]string{{sum, "{sum of " + d.ID + "}"}}
		for _, program := range programs {
			f := forms{program}
			names = append([][2]string{{f.write(matcher.Analyse(d), sum), "{form of " + d.ID + " by " + f.by() + "}"}},
				names...)
		}
		for _, n := range names {
			if back {
				n[0], n[1] = n[1], n[0]
			}
			s = strings.ReplaceAll(s, n[0], n[1])
		}
	}
	return s
}

// recordable opens an index whose requests depend neither on the clock nor on each other's speed.
func recordable(t *testing.T, o Options) *Index {
	o.Prefix = recordedPrefix
	x, err := Open(o)
	fail(t, err)
	x.cache.trust = 0
	x.lanes = 1 // one request after another
	return x
}
