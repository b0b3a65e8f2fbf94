package matcher_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/soak"
	"kebang/matcher"
)

// FuzzTexts: an analysed document gives back its exact texts, whatever they hold.
func FuzzTexts(f *testing.F) {
	var many strings.Builder
	for r := '一'; r < '一'+900; r++ { // more characters than a byte can number
		many.WriteRune(r)
	}
	for _, s := range []string{"", "甘蔗渣制浆", "的", "ＰＨ７．５，㎡、℃ 25～30 ℃\n\t", "mixed 混排 Text with µm, α-Al₂O₃ & \"quotes\"",
		"〇𠀀㐀 ḿ \x00\xff\xe4\xb8 \u200b", "繁體與简体", many.String(),
		many.String()[:600] + "ÀÿЖ①" + many.String()[:300]} {
		f.Add(s, "标题"+s, "")
		f.Add("年处理甘蔗渣10万吨", s, s)
	}
	soak.Fuzz(f, func(t *testing.T, title, body, keyword string) {
		want := matcher.Doc{Kind: matcher.Achievement, ID: keyword, Revision: 3, Title: title, Text: body}
		if keyword != "" {
			want.Keywords = []string{keyword, title, ""}
		}
		a := matcher.Analyse(want)
		if d := cmp.Diff(want, a.Doc()); d != "" {
			t.Error(d)
		}
		if back := matcher.Shelved(a); back == nil || !matcher.Alike(a, back) {
			t.Error("the shelf gives back something else")
		}
	})
}

// TestFactsAreTheirOwn: documents share their facts only when all of them are equal.
func TestFactsAreTheirOwn(t *testing.T) {
	d := matcher.Doc{Kind: matcher.Achievement, ID: "a", Revision: 1, Market: "m", Title: "甘蔗渣制浆", Industry: "0104",
		Region: "530924", TRL: 6, State: "open"}
	first := matcher.Analyse(d)
	fields := reflect.ValueOf(&d).Elem()
	for i := range fields.NumField() {
		f, name := fields.Field(i), fields.Type().Field(i).Name
		old := reflect.ValueOf(f.Interface())
		switch f.Kind() {
		case reflect.String:
			f.SetString(f.String() + "0")
		case reflect.Int, reflect.Int64:
			f.SetInt(f.Int() + 1)
		case reflect.Bool:
			f.SetBool(!f.Bool())
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		default:
			t.Fatalf("Doc.%s is a %s", name, f.Type())
		}
		if diff := cmp.Diff(d, matcher.Analyse(d).Doc()); diff != "" {
			t.Errorf("another %s: %s", name, diff)
		}
		f.Set(old)
	}
	if again := matcher.Analyse(d); again.Facts != first.Facts {
		t.Error("equal facts are kept twice")
	}
}

// TestSoakSentences: sentences found in the packed text equal those found in the text itself.
func TestSoakSentences(t *testing.T) {
	rng := soak.Rand(1)
	pieces := strings.Split("甘蔗 渣 得率 蔗渣得率 处理能力 不低于 95% 3t/h pH7.5 ， 。 ； ！ ？ ! ? ; \n 、 （ ） 的 为 能耗 降低 kWh ℃ ≥ Ⅲ ① 得 率"+
		" 能 力 〇 𠀀 ˇ ＰＨ", " ")
	plain := 0
	for range soak.Rounds(t, 5000) {
		var s strings.Builder
		for range 1 + rng.IntN(60) {
			s.WriteString(pieces[rng.IntN(len(pieces)-rng.IntN(4))])
		}
		a := matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, Title: "甘蔗渣", Text: s.String()})
		for _, words := range [][]string{{"得率"}, {"能耗", "处理能力"}, {"渣得", "得率", "降"}, {"无关"}, {"率"}} {
			fast, slow, ok := matcher.Sentences(a, words...)
			if ok {
				plain++
				if fast != slow {
					t.Fatalf("%q in %q: %q, want %q", words, s.String(), fast, slow)
				}
			}
		}
	}
	if plain < 3000 {
		t.Errorf("only %d forms were plain", plain)
	}
}

func BenchmarkText(b *testing.B) {
	a := matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, Title: "甘蔗渣制浆",
		Text: strings.Repeat("以甘蔗渣为原料，经除髓、蒸煮、洗涤与漂白制得纸浆，得率不低于45%，吨浆能耗降低20%。", 6)})
	for b.Loop() {
		_ = a.Text()
	}
}
