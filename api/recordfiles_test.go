package api

import (
	"context"
	"slices"
	"testing"

	"kebang/internal/actor"
)

// TestPublicFilesWaitForTheOffice: a file that everybody may read is shown with the next publication, nobody changes it
// while the office reviews, and its owner and the administrator read who opened it.
func TestPublicFilesWaitForTheOffice(t *testing.T) {
	m := newMarked(t)
	officer, admin := m.as(zhenkang, actor.Officer), m.as(zhenkang, actor.Admin)
	id := m.attach(m.lab, "achievement", m.achievement, "public", "产品说明", "x")
	path := "/achievements/" + m.achievement
	public := func() bool { return slices.Contains(m.finds("", "achievement", m.achievement), "产品说明.pdf") }
	if public() {
		t.Error("a visitor finds a file that the office has not seen")
	}
	m.do("GET", "/files/"+id, "", nil).want(401, "sign-in-needed")
	m.do("GET", "/files/"+id, officer, nil).want(200, "")
	r := m.do("GET", path, m.lab, nil).want(200, "")
	r = m.do("PUT", path, m.lab, map[string]any{"content": r.at("content")}, "If-Match", r.header.Get("ETag")).want(200,
		"")
	r = m.do("POST", path+"/submit", m.lab, "{}", "If-Match", r.header.Get("ETag")).want(200, "")
	link := map[string]any{"kind": "achievement", "record": m.achievement, "level": "public"}
	m.do("POST", "/files/"+id+"/links", m.lab, link).want(422, "file-level")
	m.do("POST", path+"/publish", officer, "{}", "If-Match", r.header.Get("ETag")).want(200, "")
	if !public() {
		t.Error("a visitor does not find the published file")
	}
	m.do("GET", "/files/"+id, "", nil).want(200, "")
	m.do("GET", "/files/"+id, m.as(wuxiang, actor.Expert), nil).want(200, "")
	if err := m.access.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	for who, token := range map[string]string{"owner": m.lab, "administrator": admin} {
		items, _ := m.do("GET", "/files/"+id+"/openings", token, nil).want(200, "").at("items").([]any)
		var people []string
		for _, o := range items {
			people = append(people, o.(map[string]any)["person"].(string))
		}
		slices.Sort(people)
		if want := []string{"", actor.Officer.Name(), actor.Expert.Name()}; !slices.Equal(people,
			slices.Sorted(slices.Values(want))) {
			t.Errorf("the %s reads that %q opened it", who, people)
		}
	}
	m.do("GET", "/files/"+id+"/openings", m.firm, nil).want(403, "openings-closed")
	m.do("GET", "/files/"+id+"/openings", m.as(wuxiang, actor.Admin), nil).want(404, "not-found")
	m.do("DELETE", "/files/"+id+"/links/achievement/"+m.achievement, m.firm, nil).want(403, "files-closed")
	m.do("DELETE", "/files/"+id+"/links/achievement/"+m.achievement, m.lab, nil).want(204, "")
	if public() {
		t.Error("a visitor finds a removed file")
	}
	m.do("GET", "/files/"+id, officer, nil).want(404, "not-found")
	m.do("GET", "/files?kind=demand&record=none", "", nil).want(404, "not-found")
}
