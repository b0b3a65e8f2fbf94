package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/party"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
)

// TestCheckOfTheDemonstration: what the program itself wrote is consistent.
func TestCheckOfTheDemonstration(t *testing.T) {
	text := mustRun(t, "check", "--data", demoFolder(t))
	if !strings.Contains(text, "数据完好") || !strings.Contains(text, "2 个市场") {
		t.Error(text)
	}
}

// findings checks an opened market.
func findings(t *testing.T, a *app) []check.Finding {
	t.Helper()
	i := &inspection{app: a, call: newCall(command{}, nil, io.Discard, io.Discard), names: map[string]string{}}
	if err := i.all(t.Context()); err != nil {
		t.Fatal(err)
	}
	return i.found
}

// TestCheckAfterUse: ordinary use leaves nothing for check to find. It holds the closed path, imports done twice with
// changes, and a target that was removed.
func TestCheckAfterUse(t *testing.T) {
	m := newMarket(t)
	closedPath(t, m)
	ms, err := m.app.parties.Markets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	who := actor.Actor{Person: "test", PersonName: "测试", Market: ms[0].ID, Role: actor.Officer}
	target := stats.TargetForm{Indicator: "技术合同交易额", Measure: "total", Status: "official", Period: "year", Year: 2026,
		Op: "≥", ValueFen: new(int64(100)), Scope: "registered", Level: "local", Source: "文件"}
	if made, err := m.app.stats.AddTarget(t.Context(), who, party.NewID(), target); err != nil {
		t.Error(err)
	} else if err := m.app.stats.DropTarget(t.Context(), who, made.ID, made.Rev); err != nil {
		t.Error(err)
	}
	for _, f := range findings(t, m.app) {
		t.Error(f)
	}

	dir, csv := folder(t), filepath.Join(t.TempDir(), "需求.csv")
	for _, text := range []string{"压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望脱水。", "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望脱水到百分之四十六。"} {
		rows := "需求名称,需求描述,所属行业\n降低蔗渣水分," + text + ",制糖/甘蔗\n"
		if err := os.WriteFile(csv, []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
		mustRun(t, "import", "demands", csv, "--data", dir, "--publish")
		mustRun(t, "check", "--data", dir)
	}
}

// vandal damages records behind the back of the services, each record once.
type vandal struct {
	t     *testing.T
	db    engine
	specs map[string]store.Spec
	used  map[string]bool
	wants []want
}

// want is what check must say of a damage: a line with both texts.
type want struct{ name, id, what string }

type fields = map[string]any

func sub(m fields, name string) fields { x, _ := m[name].(fields); return x }

func (v *vandal) damage(name, coll, what string, pick func(fields) bool,
	fn func(tx store.Tx, r store.Raw, m fields) error) {
	v.t.Helper()
	done := ""
	err := v.db.Run(v.t.Context(), func(tx store.Tx) error {
		done = ""
		q := store.Query{AllMarkets: true, Limit: 1000}
		for {
			p, err := tx.Find(coll, q)
			if err != nil {
				return err
			}
			for _, r := range p.Items {
				m := fields{}
				if err := json.Unmarshal(r.Body, &m); err != nil {
					return err
				}
				if v.used[coll+r.Market+r.ID] || pick != nil && !pick(m) {
					continue
				}
				done = r.Market + r.ID
				v.wants = append(v.wants, want{name, r.ID, what})
				return fn(tx, r, m)
			}
			if q.After = p.Next; p.Next == "" {
				return errors.New("the demonstration holds no such record")
			}
		}
	})
	if err != nil {
		v.t.Fatalf("%s: %v", name, err)
	}
	v.used[coll+done] = true
}

// change rewrites a record with the index values that fit it.
func (v *vandal) change(name, coll, what string, pick func(fields) bool, fn func(fields)) {
	v.t.Helper()
	v.damage(name, coll, what, pick, func(tx store.Tx, r store.Raw, m fields) error {
		fn(m)
		body, err := json.Marshal(m)
		if err != nil {
			return err
		}
		rev := r.Rev
		r.Body = body
		if r, err = v.specs[coll].Revalued(r); err != nil {
			return err
		}
		return tx.Update(coll, r, rev)
	})
}

func (v *vandal) remove(name, coll, what string, pick func(fields) bool, id string) {
	v.t.Helper()
	v.damage(name, coll, what, pick, func(tx store.Tx, r store.Raw, m fields) error {
		if id != "" {
			v.wants[len(v.wants)-1].id, _ = m[id].(string)
		}
		return tx.Delete(coll, r.Market, r.ID, r.Rev)
	})
}

func state(s string) func(fields) bool { return func(m fields) bool { return m["state"] == s } }

// all damages one record in each way the check knows of.
func (v *vandal) all() {
	open := state("open")
	v.change("owner gone", "demands", "发布单位 nobody 不存在", func(m fields) bool { return open(m) && m["ownerOrg"] != nil },
		func(m fields) { m["ownerOrg"] = "nobody" })
	v.change("owner person gone", "achievements", "发布人 nobody 不存在", open,
		func(m fields) { m["ownerPerson"] = "nobody" })
	v.change("unknown state", "demands", "不在流程里", open, func(m fields) { m["state"] = "nirvana" })
	v.change("nothing published", "demands", "没有已发布的内容", open,
		func(m fields) { m["draft"] = m["published"]; delete(m, "published") })
	v.change("no content", "achievements", "没有任何内容", state("draft"), func(m fields) { delete(m, "draft") })
	v.change("version", "demands", "与是否发布过不符", open, func(m fields) { m["version"] = 0 })
	v.change("nothing to review", "demands", "没有待审核的内容", open,
		func(m fields) { m["state"] = "changing"; delete(m, "draft") })
	v.change("lead with an owner", "achievements", "标为公开线索，却有发布单位",
		func(m fields) bool {
			return open(m) &&
				m["ownerOrg"] != nil
		}, func(m fields) { m["source"] = fields{"lead": true} })
	v.change("no owner", "achievements", "也没有发布单位", func(m fields) bool { return open(m) && m["ownerOrg"] != nil },
		func(m fields) { delete(m, "ownerOrg"); delete(m, "source") })
	v.change("state without a step", "achievements", "状态被绕过流程改动", open, func(m fields) { m["state"] = "closed" })
	v.change("serial form", "demands", "不是 XQ-年份-六位数字的形式", open, func(m fields) { m["serial"] = "XQ1" })
	v.change("sequence behind", "sequences", "以后会发出重复的编号", func(m fields) bool { return m["last"].(float64) > 5 },
		func(m fields) { m["last"] = 5 })

	v.change("demand of a deal gone", "deals", "需求", state("talking"),
		func(m fields) { sub(m, "demand")["id"] = "gone" })
	v.wants[len(v.wants)-1].what = "（gone）不存在"
	v.change("version of a deal", "deals", "的第 99 版内容", nil, func(m fields) { sub(m, "achievement")["version"] = 99 })
	v.change("serial in a deal", "deals", "那条记录的编号却是", nil,
		func(m fields) { sub(m, "achievement")["serial"] = "CG-2020-000001" })
	v.change("party of a deal gone", "deals", "（nobody）不存在", nil,
		func(m fields) { sub(m, "demandSide")["org"] = "nobody" })
	v.change("no without a reason", "deals", "没有写明类别和原因", state("ended"), func(m fields) { delete(m, "end") })
	v.change("signed without a contract", "deals", "与是否记有合同不符", state("signed"),
		func(m fields) { delete(m, "contract") })
	v.change("contract of a deal gone", "deals", "它的合同 gone 不存在", state("signed"),
		func(m fields) { m["contract"] = "gone" })
	v.change("no consent", "deals", "没有双方的同意", state("talking"), func(m fields) { m["demandYes"] = false })
	v.change("foreign match", "deals", "不是这一对需求和成果的", func(m fields) bool { return m["match"] != nil },
		func(m fields) { sub(m, "match")["id"] = "other" })

	filed := func(m fields) bool { return sub(m, "filing")["state"] == "registered" }
	registered := func(m fields) bool { return m["state"] == "registered" && m["elsewhere"] != true }
	text := func(m fields) bool { return filed(m) && sub(m, "text")["file"] != nil }
	v.change("deal of a contract gone", "contracts", "所依据的对接",
		func(m fields) bool {
			return filed(m) &&
				sub(m, "deal")["id"] != nil
		}, func(m fields) { sub(m, "deal")["id"] = "gone" })
	v.change("other deal of a contract", "contracts", "记着的对接与对接",
		func(m fields) bool { return sub(m, "deal")["id"] != nil }, func(m fields) {
			sub(m,
				"deal")["demand"] = "other"
		})
	v.change("confirmation", "contracts", "确认的文本不是现在的文本",
		func(m fields) bool { return text(m) && len(m["confirmations"].([]any)) > 0 },
		func(m fields) { m["confirmations"].([]any)[0].(fields)["hash"] = "other" })
	v.change("one confirmation", "contracts", "没有双方的确认",
		func(m fields) bool { return text(m) && len(m["confirmations"].([]any)) == 2 },
		func(m fields) { m["confirmations"] = m["confirmations"].([]any)[:1] })
	v.change("amounts", "registrations", "超出成交额", registered, func(m fields) { m["techFen"] = 1 << 50 })
	v.change("number not booked", "registrations", "没有记在这份合同名下", registered,
		func(m fields) { m["number"] = "9999999999999999" })
	v.change("number", "registrations", "登记编号“12”", registered, func(m fields) { m["number"] = "12" })
	v.change("number of another", "registration_numbers", "却不存在或没有这个编号", nil,
		func(m fields) { m["holders"] = []any{"m/gone"} })
	v.change("contract knows nothing", "contracts", "记着的却不同", filed,
		func(m fields) { sub(m, "filing")["held"] = false })
	v.wants[len(v.wants)-1].id = "认定登记"
	v.change("contract of a registration gone", "registrations", "它的合同 gone 不存在", nil,
		func(m fields) { m["contract"] = "gone" })
	v.change("claim gone", "registrations", "防止重复登记的凭据", func(m fields) bool { return m["claim"] != nil },
		func(m fields) { m["claim"] = "gone" })
	v.change("claim of nothing", "contract_claims", "正当的登记会被拒绝", nil, func(m fields) { m["contract"] = "gone" })
	v.change("file gone", "contracts", "指向的文件 gone 不存在", text, func(m fields) { sub(m, "text")["file"] = "gone" })
	v.change("other fingerprint", "contracts", "的指纹与文件", text,
		func(m fields) { sub(m, "text")["blob"] = strings.Repeat("0", 64) })
	v.change("unlinked file", "files", "没有登记属于这条记录", func(m fields) bool { return m["links"] != nil },
		func(m fields) { delete(m, "links") })
	v.wants[len(v.wants)-1].id = "合同"
	v.change("size of a file", "files", "实际存有", nil, func(m fields) { m["size"] = 1 })

	v.change("organisation of a role", "people", "所代表的机构 nobody 不存在",
		func(m fields) bool { return len(m["memberships"].([]any)) > 0 },
		func(m fields) { m["memberships"].([]any)[0].(fields)["org"] = "nobody" })
	v.change("market of a role", "people", "所在的市场 nowhere 不存在",
		func(m fields) bool { return len(m["memberships"].([]any)) > 0 },
		func(m fields) { m["memberships"].([]any)[0].(fields)["market"] = "nowhere" })
	v.change("code", "organizations", "校验码不对", func(m fields) bool { return m["uscc"] != nil },
		func(m fields) { m["uscc"] = "91530924MA0DEM0A1X" })
	v.change("region", "markets", "行政区划代码“999999”不存在", nil, func(m fields) { m["regionCode"] = "999999" })

	whole := func(m fields) bool { // check makes one finding a pair: look for a pair whose listings are unchanged
		return !v.used["demands"+m["market"].(string)+m["demand"].(string)] &&
			!v.used["achievements"+m["market"].(string)+m["achievement"].(string)]
	}
	v.change("match of another pair", "matches", "编号不是这一对", nil, func(m fields) { m["achievement"] = "gone" })
	v.change("score", "matches", "得分不在", whole, func(m fields) { m["points"] = 20000 })
	v.change("newer match", "matches", "现有的还新", whole, func(m fields) { m["demandVersion"] = 99 })
	v.damage("match of nothing", "matches", "或成果 nought 不存在", nil, func(tx store.Tx, r store.Raw, m fields) error {
		r.ID = m["demand"].(string) + ".nought"
		v.wants[len(v.wants)-1].id = r.ID
		r.Body = []byte(`{"demand":"` + m["demand"].(string) + `","achievement":"nought"}`)
		r, err := v.specs["matches"].Revalued(r)
		return errors.Join(err, tx.Insert("matches", r))
	})
	v.change("corpus", "corpora", "应有 2 块", nil, func(m fields) { m["pieces"] = 2 })

	v.remove("history gone", "trail", "历史断开",
		func(m fields) bool { return m["kind"] == "registration" && m["step"] == "accept" }, "record")
	v.change("foreign step", "trail", "流程不允许的一步",
		func(m fields) bool {
			return m["kind"] == "registration" &&
				m["step"] == "register"
		}, func(m fields) { m["step"] = "withdraw" })
	v.wants[len(v.wants)-1].id = "认定登记"
	v.change("record older than its history", "trail", "最近的修改丢失了",
		func(m fields) bool {
			return m["kind"] == "deal" &&
				m["step"] == "open"
		}, func(m fields) { m["recordRev"] = 99 })
	v.wants[len(v.wants)-1].id = "对接"
	v.remove("record gone", "targets", "有历史记录，但记录本身不见了", nil, "")

	v.damage("stale index values", "registrations", "检索字段与内容不一致", registered,
		func(tx store.Tx, r store.Raw, m fields) error {
			r, err := v.specs["registrations"].Revalued(r)
			if err != nil {
				return err
			}
			r.Values["techFen"] = int64(1)
			return tx.Update("registrations", r, r.Rev)
		})
	v.change("sums", "months", "笔入账之和不符", nil, func(m fields) { m["postings"] = 999 })
	v.change("posting", "postings", "入账合计为", nil, func(m fields) { m["total"] = 1 })
	v.wants[len(v.wants)-1].id = "认定登记"
	v.damage("foreign market", "targets", "不存在的市场 nowhere", nil, func(tx store.Tx, r store.Raw, m fields) error {
		r, err := v.specs["targets"].Revalued(r)
		r.Market = "nowhere"
		return errors.Join(err, tx.Insert("targets", r))
	})
	v.damage("import without a job", "markets", "永远不会完成", nil, func(tx store.Tx, r store.Raw, m fields) error {
		v.wants[len(v.wants)-1].id = "i1"
		v.wants = append(v.wants, want{"import without its file", "i1", "不见了"})
		i, err := v.specs["imports"].Revalued(store.Raw{ID: "i1", Market: m["id"].(string), Rev: 1,
			Shape: v.specs["imports"].Shape, Body: []byte(`{"id":"i1","state":"running","name":"a.xlsx","blob":"` +
				strings.Repeat("0", 64) + `"}`)})
		return errors.Join(err, tx.Insert("imports", i))
	})
}

// blob removes the bytes of one file.
func (v *vandal) blob() {
	v.damage("bytes gone", "files", "不见了", nil, func(_ store.Tx, _ store.Raw, m fields) error {
		return v.db.Blobs().Delete(v.t.Context(), m["blob"].(string))
	})
}

func checkFindsDamage(t *testing.T, at place, args []string) {
	db, lease, err := openEngine(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Define(t.Context(), collections()); err != nil {
		t.Fatal(err)
	}
	v := &vandal{t: t, db: db, specs: map[string]store.Spec{}, used: map[string]bool{}}
	for _, s := range collections() {
		v.specs[s.Name] = s
	}
	v.besides()
	v.all()
	v.absences()
	v.blob()
	if folder, ok := db.(*sqlite.Store); ok {
		v.damage("bytes damaged", "files", "内容已损坏", nil, func(_ store.Tx, _ store.Raw, m fields) error {
			blob := m["blob"].(string)
			v.wants[len(v.wants)-1].id = blob
			return os.WriteFile(filepath.Join(folder.Path(), "blobs", blob[:2], blob[2:]), []byte("x"), 0o600)
		})
	}
	if lease != nil {
		err = lease.Release(t.Context())
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	code, out, errs := cli(t, append([]string{"check"}, args...)...)
	if code != exitRefused {
		t.Fatalf("exit %d\n%s\n%s", code, out, errs)
	}
	for _, w := range v.wants {
		found := false
		for line := range strings.Lines(out) {
			found = found || strings.Contains(line, w.id) && strings.Contains(line, w.what)
		}
		if !found {
			t.Errorf("%s: not found: %s … %s", w.name, w.id, w.what)
		}
	}
	t.Logf("%d damages, %d lines", len(v.wants), strings.Count(out, "\n"))
	// Findings that need no decision are repaired, and are not found again.
	_, out, errs = cli(t, append([]string{"check", "--repair"}, args...)...)
	if !strings.Contains(out, "以后会发出重复的编号") || !strings.Contains(out, "［已修复］") {
		t.Errorf("nothing was repaired\n%s", errs)
	}
	if _, out, _ = cli(t, append([]string{"check"}, args...)...); strings.Contains(out, "以后会发出重复的编号") {
		t.Error("the repair did not hold")
	}
	if t.Failed() {
		t.Log(out)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	dir := demoFolder(t)
	checkFindsDamage(t, place{dir: dir}, []string{"--data", dir})
}

func TestCheckFindsDamageOnMongo(t *testing.T) {
	at, from, file := onMongo(t), demoFolder(t), filepath.Join(t.TempDir(), "a.tar.gz")
	mustRun(t, "backup", file, "--data", from)
	mustRun(t, "restore", file, "--mongo-url", at.mongo)
	if text := mustRun(t, "check", "--mongo-url", at.mongo); !strings.Contains(text, "数据完好") {
		t.Error(text)
	}
	checkFindsDamage(t, at, []string{"--mongo-url", at.mongo})
}

// TestCheckOfUnreadableRecord: check names a record that it cannot read, and says that it did not come to the end.
func TestCheckOfUnreadableRecord(t *testing.T) {
	dir := demoFolder(t)
	db, _, err := openEngine(t.Context(), place{dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Define(t.Context(), collections()); err != nil {
		t.Fatal(err)
	}
	v := &vandal{t: t, db: db, used: map[string]bool{}}
	v.damage("no JSON", "deals", "记录读不出来", nil, func(tx store.Tx, r store.Raw, _ fields) error {
		r.Body = []byte("{")
		return tx.Update("deals", r, r.Rev)
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, errs := cli(t, "check", "--data", dir)
	if code != exitRefused || !strings.Contains(out, v.wants[0].id) || !strings.Contains(out, v.wants[0].what) ||
		!strings.Contains(errs, "没有做完") {
		t.Errorf("exit %d\n%s\n%s", code, out, errs)
	}
}
