package api_test

import (
	"context"
	"slices"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestPublicFilesWaitForTheOffice: a public file appears with the next publication, and nobody changes files during the
// review. Its owner and the administrator read its openings.
func TestPublicFilesWaitForTheOffice(t *testing.T) {
	m := newMarked(t)
	officer, admin := m.As(apitest.Zhenkang, actor.Officer), m.As(apitest.Zhenkang, actor.Admin)
	id := m.attach(m.lab, "achievement", m.achievement, "public", "产品说明", "x")
	path := "/achievements/" + m.achievement
	public := func() bool { return slices.Contains(m.finds("", "achievement", m.achievement), "产品说明.pdf") }
	if public() {
		t.Error("a visitor finds a file that the office has not seen")
	}
	m.Do("GET", "/files/"+id, "", nil).Want(401, "sign-in-needed")
	m.Do("GET", "/files/"+id, officer, nil).Want(200, "")
	r := m.Do("GET", path, m.lab, nil).Want(200, "")
	r = m.Do("PUT", path, m.lab, map[string]any{"content": r.At("content")}, "If-Match", r.Header.Get("ETag")).Want(200,
		"")
	r = m.Do("POST", path+"/submit", m.lab, "{}", "If-Match", r.Header.Get("ETag")).Want(200, "")
	link := map[string]any{"kind": "achievement", "record": m.achievement, "level": "public"}
	m.Do("POST", "/files/"+id+"/links", m.lab, link).Want(422, "file-level")
	m.Do("POST", path+"/publish", officer, "{}", "If-Match", r.Header.Get("ETag")).Want(200, "")
	if !public() {
		t.Error("a visitor does not find the published file")
	}
	m.Do("GET", "/files/"+id, "", nil).Want(200, "")
	m.Do("GET", "/files/"+id, m.As(apitest.Wuxiang, actor.Expert), nil).Want(200, "")
	if err := m.Access.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	for who, token := range map[string]string{"owner": m.lab, "administrator": admin} {
		items, _ := m.Do("GET", "/files/"+id+"/openings", token, nil).Want(200, "").At("items").([]any)
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
	m.Do("GET", "/files/"+id+"/openings", m.firm, nil).Want(403, "openings-closed")
	m.Do("GET", "/files/"+id+"/openings", m.As(apitest.Wuxiang, actor.Admin), nil).Want(404, "not-found")
	m.Do("DELETE", "/files/"+id+"/links/achievement/"+m.achievement, m.firm, nil).Want(403, "files-closed")
	m.Do("DELETE", "/files/"+id+"/links/achievement/"+m.achievement, m.lab, nil).Want(204, "")
	if public() {
		t.Error("a visitor finds a removed file")
	}
	m.Do("GET", "/files/"+id, officer, nil).Want(404, "not-found")
	m.Do("GET", "/files?kind=demand&record=none", "", nil).Want(404, "not-found")
}
