package listing

import (
	"kebang/internal/disclosure"
	"reflect"
	"strings"
	"testing"
)

// TestEveryFieldHasALevel walks both contents, because a field without a level would silently be private.
func TestEveryFieldHasALevel(t *testing.T) {
	for _, typ := range []reflect.Type{reflect.TypeFor[DemandContent](), reflect.TypeFor[AchievementContent]()} {
		for _, f := range reflect.VisibleFields(typ) {
			if f.Anonymous {
				continue
			}
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if _, ok := DefaultLevels[name]; !ok {
				t.Errorf("%s.%s (%s) has no disclosure level", typ.Name(), f.Name, name)
			}
		}
	}
}

func TestCutHidesWhatTheReaderMayNotSee(t *testing.T) {
	fen := int64(12_300_00)
	c := DemandContent{Present: "现状标记", BudgetFen: &fen}
	c.Title, c.Text, c.Detail, c.FloorFen, c.OrgWords, c.HideOrg = "标题", "正文", "保密标记", &fen, "某厂", true
	c.Contact = Contact{Name: "联系人标记", Phone: "13800000000"}
	tests := []struct {
		level                                   disclosure.Level
		present, detail, contact, budget, named bool
	}{
		{disclosure.Public, false, false, false, false, false},
		{disclosure.Members, true, false, false, true, false},
		{disclosure.Protected, true, true, false, true, true},
		{disclosure.Private, true, true, true, true, true},
	}
	for _, tt := range tests {
		got := Cut(c, nil, tt.level)
		if got.Title != "标题" || got.Text != "正文" {
			t.Errorf("level %d: lost public fields", tt.level)
		}
		for name, pair := range map[string][2]bool{
			"present": {got.Present != "", tt.present}, "detail": {got.Detail != "",
				tt.detail}, "contact": {got.Contact.Name != "", tt.contact},
			"budget": {got.BudgetFen != nil, tt.budget}, "firm": {got.OrgWords != "",
				tt.named}, "floor": {got.FloorFen != nil, tt.level == disclosure.Private},
		} {
			if pair[0] != pair[1] {
				t.Errorf("level %d: %s shown = %v, want %v", tt.level, name, pair[0], pair[1])
			}
		}
	}
}

// TestOpenContact: the owner may open his contact, but not while he hides his name.
func TestOpenContact(t *testing.T) {
	var c DemandContent
	c.Contact, c.Levels = Contact{Name: "联系人标记", WeChat: "wx"}, Levels{"contact": disclosure.Public}
	if got := Cut(c, c.Levels, disclosure.Public); got.Contact != c.Contact {
		t.Errorf("a visitor reads %+v", got.Contact)
	}
	c.HideOrg = true
	if got := Cut(c, c.Levels, disclosure.Members); got.Contact != (Contact{}) {
		t.Errorf("the contact of a hidden firm: %+v", got.Contact)
	}
}

func TestOwnerClosesButNeverOpens(t *testing.T) {
	own := Levels{"text": disclosure.Protected, "contact": disclosure.Public, "title": disclosure.Private,
		"detail": disclosure.Public}
	for field, want := range map[string]disclosure.Level{"text": disclosure.Protected, "contact": disclosure.Public,
		"title": disclosure.Public, "detail": disclosure.Protected, "unheard-of": disclosure.Private} {
		if got := own.LevelOf(field); got != want {
			t.Errorf("LevelOf(%s) = %v, want %v", field, got, want)
		}
	}
}
