package challenges_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/store"
)

// The words of sealed material: in the scheme, in the name of a file and in its content.
const sealedPlan, sealedName, sealedContent = "绝密封方案", "绝密封附件", "绝密封内容"

// TestSealedOverHTTP: before the opening no role but the team finds a word of a sealed bid in any route, nor does the
// store hold one. The opening wants the officer's password, and its record is public.
func TestSealedOverHTTP(t *testing.T) {
	b := newBench(t)
	x := terms()
	x["choosing"], x["least"] = "reviewed", 1
	c := b.posted(x, nil)
	bid := b.post(college, c+"/bids", object{})
	id := strings.TrimPrefix(bid, "/bids/")
	upload := func(login string) apitest.Response {
		content := strings.NewReader(apitest.SmallPDF + "%" + sealedContent)
		return b.PostFile(b.SignIn(login), sealedName+".pdf", content, "bid", id)
	}
	upload(academy).Want(404, "")
	f := upload(college).Want(201, "")
	if f.Str("name") != sealedName+".pdf" {
		t.Errorf("the uploader reads the name “%s”", f.Str("name"))
	}
	s := b.scheme(college)
	delete(s, "intent")
	s["plan"], s["files"] = sealedPlan, []string{f.Str("id")}
	rev := b.get(college, bid).Header.Get("ETag")
	body := object{"scheme": s, "pledged": true}
	b.Do("POST", bid+"/submit", b.SignIn(college), body, "If-Match", rev, "Idempotency-Key", "k1").Want(200, "")
	if got := b.get(college, bid); !strings.Contains(string(got.Body), sealedPlan) {
		t.Error("the team does not read its own bid")
	}
	if got := b.get(college, "/files/"+f.Str("id")); !strings.Contains(string(got.Body), sealedContent) {
		t.Error("the team does not read its own file")
	}
	ids := map[string]string{"challenges": strings.TrimPrefix(c, "/challenges/"), "bids": id, "files": f.Str("id")}
	b.sealed(ids)
	b.late("2026-04-13")
	b.sealed(ids)
	b.Do("GET", c+"/opening", "", nil).Want(404, "")

	open := func(password string) apitest.Response {
		rev := b.get(officer, c).Header.Get("ETag")
		return b.Do("POST", c+"/open-bids", b.SignIn(officer), object{"password": password}, "If-Match", rev)
	}
	open("").Want(422, "")
	open("wrong password").Want(422, "")
	if got := b.get(officer, c).Str("state"); got != "closed" {
		t.Errorf("opened without the password: %s", got)
	}
	open(b.Password(officer)).Want(200, "")
	o := b.Do("GET", c+"/opening", "", nil).Want(200, "")
	if got := b.get(college, bid); !strings.Contains(string(o.Body), got.At("receipt").(object)["hash"].(string)) {
		t.Error("the public record lacks the hash of the receipt")
	}
	for _, login := range []string{mill, officer} {
		if got := b.get(login, bid); !strings.Contains(string(got.Body), sealedPlan) {
			t.Errorf("%s does not read the bid after the opening", login)
		}
		if got := b.get(login, "/files/"+f.Str("id")); !strings.Contains(string(got.Body), sealedContent) {
			t.Errorf("%s does not read its file after the opening", login)
		}
	}
	b.Do("GET", "/files/"+f.Str("id"), b.SignIn(academy), nil).Want(404, "")
}

// sealed looks for the words in every GET route of every role but the team, and in everything that is stored.
func (b *bench) sealed(ids map[string]string) {
	b.T.Helper()
	words := []string{sealedPlan, sealedName, sealedContent}
	none := func(where string, text []byte) {
		for _, w := range words {
			if bytes.Contains(text, []byte(w)) {
				b.T.Errorf("%s holds “%s”", where, w)
			}
		}
	}
	tokens := map[actor.Role]string{"": ""}
	for _, role := range actor.Roles() {
		tokens[role] = b.As(apitest.Zhenkang, role)
	}
	for role, token := range tokens {
		for _, rt := range b.Handler.Router().Routes() {
			a := actor.Actor{}
			if token != "" {
				a = actor.Actor{Person: "p", Role: role}
			}
			path := strings.TrimPrefix(rt.Op.Path, kernel.Prefix)
			noun, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
			if rt.Op.Method != "GET" || !rt.Access.Allows(a) || strings.Contains(path, "{") && ids[noun] == "" {
				continue
			}
			path = strings.NewReplacer("{id}", ids[noun]).Replace(path)
			for _, query := range []string{"", "?limit=100&scope=market", "?q=" + url.QueryEscape(sealedPlan),
				"?kind=bid&record=" + ids["bids"]} {
				r := b.Do("GET", path+query, token, nil)
				text := apitest.Plain(b.T, r.Body)
				if strings.Contains(query, "?q=") { // an answer may repeat what was asked
					text = strings.ReplaceAll(text, sealedPlan, "")
				}
				none(string(role)+" "+path+query, []byte(text))
			}
		}
	}
	ctx := context.Background()
	err := b.DB.View(ctx, func(tx store.Tx) error {
		for _, spec := range apitest.Collections() {
			for after, more := "", true; more; {
				p, err := tx.Find(spec.Name, store.Query{AllMarkets: true, Limit: 1000, After: after})
				if err != nil {
					return err
				}
				for _, r := range p.Items {
					values, _ := json.Marshal(r.Values)
					none("the record "+spec.Name+"/"+r.ID, append(values, r.Body...))
					var kept struct{ Body []byte } // of an answer to an Idempotency-Key
					if json.Unmarshal(r.Body, &kept) == nil {
						none("the kept answer "+r.ID, kept.Body)
					}
				}
				after = p.Next
				more = after != ""
			}
		}
		return nil
	})
	if err != nil {
		b.T.Fatal(err)
	}
	err = b.DB.Blobs().Each(ctx, b.Now().UnixMilli()+1000*3600*1000, func(x store.Blob) error {
		r, _, err := b.DB.Blobs().Open(ctx, x.ID)
		if err != nil {
			return err
		}
		defer r.Close()
		var all bytes.Buffer
		_, err = all.ReadFrom(r)
		none("the blob "+x.ID, all.Bytes())
		return err
	})
	if err != nil {
		b.T.Fatal(err)
	}
}
