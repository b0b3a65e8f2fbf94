package api_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
)

// marked is the disclosure test of the design: every field that is not public holds a word of its own. The test looks
// for it in every answer, as every role, and in search and matches. It also looks in the parts of every download and
// in the log.
type marked struct {
	*apitest.Server
	firm, lab, broker   string // tokens: the two owners and the broker between them
	demand, achievement string
	deal                string
	anyMatch            string
	files               []string // of the demand: one protected, one private
}

// The words. Each stands in one field of one listing.
const (
	wordDetail, wordContact, wordPhone, wordMail, wordClosed = "绝密甲细节", "张密乙", "13711112222",
		"mi-bing@example.org", "密丁现状"
	wordLabDetail, wordLabContact, wordLabClosed     = "绝密戊细节", "李密己", "密庚佐证"
	wordDraft                                        = "密辛草稿"
	floorFen, labFloorFen                            = 77_331_199, 88_442_211
	wordFile, wordInFile, wordOwnFile, wordInOwnFile = "绝密壬附件", "绝密癸内容", "密子附件", "密丑内容"
	// made by apitest.New; the demand hides it
	firmName = "镇康测试糖业有限公司"
)

var (
	private = []string{wordContact, wordPhone, wordMail, fmt.Sprint(floorFen), wordLabContact,
		fmt.Sprint(labFloorFen), wordClosed, wordLabClosed, wordDraft, wordOwnFile, wordInOwnFile}
	protected = []string{wordDetail, wordLabDetail, wordFile, wordInFile}
)

func newMarked(t *testing.T) *marked {
	t.Helper()
	ts := apitest.New(t)
	_, lab := ts.Seller()
	m := &marked{Server: ts, firm: ts.As(apitest.Zhenkang, actor.Enterprise), lab: lab,
		broker: ts.As(apitest.Zhenkang, actor.Broker)}
	common := func(title, detail, contact string, floor int) map[string]any {
		return map[string]any{"title": title, "text": "压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望降低出渣水分，稳定供料。", "industry": "0104",
			"region": "530924",
			"detail": detail, "contact": map[string]any{"name": contact, "phone": wordPhone,
				"email": wordMail}, "floorFen": floor}
	}
	d := common("蔗渣深度压榨脱水", wordDetail, wordContact, floorFen)
	d["hideOrg"], d["present"], d["levels"] = true, wordClosed, map[string]any{"present": "private"}
	d["requirements"] = []any{map[string]any{"must": true, "metric": "水分", "op": "<=", "value": "48", "unit": "%"}}
	a := common("蔗渣深度压榨脱水装置", wordLabDetail, wordLabContact, labFloorFen)
	a["evidence"], a["levels"] = wordLabClosed, map[string]any{"evidence": "private"}
	a["indicators"] = []any{map[string]any{"metric": "水分", "op": "=", "value": "46", "unit": "%"}}
	m.demand, m.achievement = m.Publish(
		apitest.Zhenkang,
		m.firm,
		"/demands",
		d,
	), m.Publish(
		apitest.Zhenkang,
		m.lab,
		"/achievements",
		a,
	)
	m.Drain()
	// An edit that nobody passed yet.
	d["text"] = wordDraft + d["text"].(string)
	r := ts.Do("GET", "/demands/"+m.demand, m.firm, nil).Want(200, "")
	ts.Do("PUT", "/demands/"+m.demand, m.firm, map[string]any{"content": d}, "If-Match", r.Header.Get("ETag")).Want(200,
		"")
	m.files = []string{m.attach(m.firm, "demand", m.demand, "protected", wordFile, wordInFile),
		m.attach(m.firm, "demand", m.demand, "private", wordOwnFile, wordInOwnFile)}
	return m
}

// attach uploads a file with a word in its name and one in its content, and attaches it to a record.
func (m *marked) attach(token, kind, record, level, name, content string) string {
	m.T.Helper()
	id := m.PostFile(token, name+".pdf", strings.NewReader(apitest.SmallPDF+"%"+content)).Want(201, "").Str("id")
	m.Do("POST", "/files/"+id+"/links", token, map[string]any{"kind": kind, "record": record, "level": level}).Want(200,
		"")
	return id
}

// finds are the names of the files that a record shows.
func (m *marked) finds(token, kind, record string) (names []string) {
	m.T.Helper()
	items, _ := m.Do("GET", "/files?market="+apitest.Zhenkang+"&kind="+kind+"&record="+record, token, nil).Want(200,
		"").At("items").([]any)
	for _, f := range items {
		names = append(names, f.(map[string]any)["name"].(string))
	}
	return names
}

// answers asks every GET route a token may call, with the ids of the marked records in every place of the path.
func (m *marked) answers(token string, role actor.Role, see func(path, text string)) {
	m.T.Helper()
	for _, rt := range m.Handler.Router().Routes() {
		a := actor.Actor{}
		if token != "" {
			a = actor.Actor{Person: "p", Role: role}
		}
		if rt.Op.Method != "GET" || !rt.Access.Allows(a) {
			continue
		}
		path := strings.TrimPrefix(rt.Op.Path, kernel.Prefix)
		ids, queries := []string{""}, []string{"?market=" + apitest.Zhenkang + "&kind=demands",
			"?limit=100&scope=market&demand=" + m.demand}
		if strings.Contains(path, "{") {
			noun, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
			id := map[string]string{"demands": m.demand, "achievements": m.achievement, "deals": m.deal,
				"matches": m.anyMatch}[noun]
			if noun == "files" {
				ids, queries = m.files, []string{""}
			} else if id == "" {
				continue // TestNothingCrossesTheBorder looks at the ids of the other kinds
			}
			if noun != "files" {
				ids, queries = []string{id}, []string{""}
			}
		} else if path == "/files" {
			queries = []string{"?kind=demand&record=" + m.demand + "&market=" + apitest.Zhenkang}
		}
		for _, id := range ids {
			for _, query := range queries {
				at := param.ReplaceAllString(path, id) + query
				r := m.Do("GET", at, token, nil)
				if r.Status >= 500 {
					m.T.Errorf("%s as %q: %d %s", at, role, r.Status, r.Body)
				}
				see(at, apitest.Plain(m.T, r.Body))
			}
		}
	}
}

func (m *marked) none(who, path, text string, words ...string) {
	m.T.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			m.T.Errorf("%s reads %s in %s", who, w, path)
		}
	}
}

func TestDisclosure(t *testing.T) {
	m := newMarked(t)
	list := m.Do("GET", "/demands/"+m.demand+"/matches", m.firm, nil).Want(200, "")
	items, _ := list.At("items").([]any)
	if len(items) == 0 {
		t.Fatalf("the two do not match: %s", list.Body)
	}
	m.anyMatch = items[0].(map[string]any)["id"].(string)
	m.deal = m.Do("POST", "/deals", m.broker, map[string]any{"match": m.anyMatch}).Want(201, "").Str("id")

	// What is looked for can be found: the officer reads all of it but the contacts, which take a recorded look. The
	// owners read theirs.
	var all strings.Builder
	m.answers(m.As(apitest.Zhenkang, actor.Officer), actor.Officer, func(path, text string) {
		all.WriteString(text)
		m.none("the officer", path, text, wordContact, wordPhone, wordMail, wordLabContact)
	})
	m.answers(m.firm, actor.Enterprise, func(_, text string) { all.WriteString(text) })
	m.answers(m.lab, actor.Institute, func(_, text string) { all.WriteString(text) })
	for _, w := range append(append([]string{firmName}, private...), protected...) {
		if !strings.Contains(all.String(), w) {
			t.Errorf("the officer does not read %s", w)
		}
	}

	// Everybody who is neither owner nor official of the market.
	tokens := map[actor.Role]string{"": ""}
	for _, r := range actor.Roles() {
		switch r {
		case actor.Officer, actor.Admin, actor.Enterprise: // the enterprise of the helper is the demand's owner
		default:
			tokens[r] = m.As(apitest.Zhenkang, r)
		}
	}
	// institute and agency of the helper belong to the firm and would own its demand; they are taken for their own
	// unit.
	for _, r := range []actor.Role{actor.Institute, actor.Agency, actor.Department} {
		tokens[r] = m.of(r)
	}
	for role, token := range tokens {
		hidden := append(append([]string{}, private...), protected...)
		hidden = append(hidden, firmName)
		m.answers(token, role, func(path, text string) {
			words := hidden
			if namesUnits(path) || role == actor.Registrar {
				words = hidden[:len(hidden)-1] // lists of organisations name every unit; a registrar watches deals
			}
			m.none(fmt.Sprintf("%q", role), path, text, words...)
		})
	}
	// The two owners: each its own, nothing of the other.
	m.answers(m.firm, actor.Enterprise, func(path, text string) {
		m.none("the firm", path, text, wordLabDetail, wordLabContact, wordLabClosed, fmt.Sprint(labFloorFen))
	})
	m.answers(m.lab, actor.Institute, func(path, text string) {
		words := []string{wordDetail, wordContact, wordClosed, wordDraft, fmt.Sprint(floorFen)}
		if !namesUnits(path) {
			words = append(words, firmName)
		}
		m.none("the institute", path, text, words...)
	})
	// The officials of the other market: of a published listing what visitors read, where it is asked for.
	for _, r := range []actor.Role{actor.Officer, actor.Admin, actor.Registrar} {
		m.answers(m.As(apitest.Wuxiang, r), r, func(path, text string) {
			if !strings.Contains(path, "market="+apitest.Zhenkang) && path != "/demands/"+m.demand &&
				path != "/achievements/"+m.achievement {
				m.none("the other market's "+string(r), path, text,
					append([]string{"蔗渣深度压榨"}, append(private, protected...)...)...)
			}
			words := append(append([]string{}, private...), protected...)
			if !namesUnits(path) {
				words = append(words, firmName)
			}
			m.none("the other market's "+string(r), path, text, words...)
		})
	}

	// Search finds nothing by a word that is not for everybody in the market.
	for _, w := range append(append([]string{}, private...), protected...) {
		for _, base := range []string{"/demands", "/achievements"} {
			for who, token := range map[string]string{"nobody": "", "expert": m.As(apitest.Zhenkang, actor.Expert),
				"firm": m.firm} {
				r := m.Do("GET", base+"?market="+apitest.Zhenkang+"&q="+url.QueryEscape(w), token, nil).Want(200, "")
				if r.At("total") != 0.0 {
					t.Errorf("%s finds %s: %s", who, w, r.Body)
				}
			}
		}
	}
	for _, w := range append(append([]string{}, private...), protected...) {
		if strings.Contains(m.Log.String(), w) {
			t.Errorf("the log holds %s", w)
		}
	}
}

// namesUnits: answers that are about organisations and people themselves.
func namesUnits(path string) bool {
	return strings.HasPrefix(path, "/organizations") || strings.HasPrefix(path, "/accounts") ||
		strings.HasPrefix(path, "/me")
}

// of signs a person in who holds the role for a unit of its own.
func (m *marked) of(role actor.Role) string {
	m.T.Helper()
	ctx := context.Background()
	o, err := m.Parties.CreateOrganization(ctx, actor.SystemActor(apitest.Zhenkang), party.NewID(),
		party.OrganizationForm{Name: "旁观单位" + string(role), Kind: party.OtherOrg, Region: "530924"})
	if err != nil {
		m.T.Fatal(err)
	}
	_, pw, err := m.Accounts.CreateAccount(ctx, actor.SystemActor(apitest.Zhenkang), party.NewID(),
		account.AccountForm{Account: "by." + string(role), Name: "旁观", Role: role, Org: o.ID})
	if err != nil {
		m.T.Fatal(err)
	}
	return m.Do("POST", "/session", "", map[string]string{"account": "by." + string(role), "password": pw}).Want(200,
		"").Str("accessToken")
}

// TestPartiesInTalksReadProtectedFields: from both consents to the end of the deal, and never the private fields.
func TestPartiesInTalksReadProtectedFields(t *testing.T) {
	m := newMarked(t)
	reads := func(when string, want bool) {
		t.Helper()
		for who, c := range map[string]struct{ token, path, word string }{
			"the institute": {m.lab, "/demands/" + m.demand, wordDetail}, "the firm": {m.firm,
				"/achievements/" + m.achievement, wordLabDetail},
			"the broker": {m.broker, "/demands/" + m.demand, wordDetail},
		} {
			r := m.Do("GET", c.path, c.token, nil).Want(200, "")
			if got := strings.Contains(string(r.Body), c.word); got != want {
				t.Errorf("%s: %s reads the protected field: %v", when, who, got)
			}
			if who != "the firm" {
				m.none(who, c.path, string(r.Body), wordContact, wordClosed, fmt.Sprint(floorFen), wordDraft)
			}
		}
		for who, token := range map[string]string{"the institute": m.lab, "the broker": m.broker} {
			if got := m.finds(token, "demand", m.demand); slices.Contains(got, wordFile+".pdf") != want ||
				slices.Contains(got, wordOwnFile+".pdf") {
				t.Errorf("%s: %s finds %v", when, who, got)
			}
		}
		r := m.Do("GET", "/demands/"+m.demand, m.As(apitest.Zhenkang, actor.Expert), nil).Want(200, "")
		m.none("an expert", "/demands", string(r.Body), wordDetail, firmName)
	}
	deal := m.Do("POST", "/deals", m.broker, map[string]any{"demand": m.demand, "achievement": m.achievement}).Want(201,
		"")
	path := "/deals/" + deal.Str("id")
	reads("intent", false)
	m.attach(m.firm, "deal", deal.Str("id"), "protected", "交流材料", "x")
	m.attach(m.firm, "deal", deal.Str("id"), "private", "内部底稿", "x")
	shows := func(when, token string, want ...string) {
		t.Helper()
		if got := m.finds(token, "deal", deal.Str("id")); !slices.Equal(got, want) {
			t.Errorf("%s: the deal shows %v, want %v", when, got, want)
		}
	}
	shows("intent", m.lab)
	shows("intent", m.firm, "交流材料.pdf", "内部底稿.pdf")
	shows("intent", m.As(apitest.Zhenkang, actor.Officer), "交流材料.pdf", "内部底稿.pdf")
	step := func(token, step string) {
		t.Helper()
		deal = m.Do("GET", path, token, nil).Want(200, "")
		deal = m.Do("POST", path+"/"+step, token, map[string]any{"reason": "另有安排", "category": "other"}, "If-Match",
			deal.Header.Get("ETag")).Want(200, "")
	}
	for _, side := range []string{m.firm, m.lab} {
		m.Do("POST", path+"/acquaintance", side, map[string]any{"first": true}).Want(200, "")
	}
	step(m.firm, "accept")
	reads("one consent", false)
	step(m.lab, "accept")
	reads("in talks", true)
	shows("in talks", m.lab, "交流材料.pdf")
	shows("in talks", m.broker, "交流材料.pdf")
	step(m.lab, "end")
	reads("ended", false)
	shows("ended", m.lab)
}
