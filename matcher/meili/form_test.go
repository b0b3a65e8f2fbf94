package meili

import (
	"testing"

	"kebang/matcher"
)

// TestForms: only the program that wrote a form reads it, beside its own fingerprint and complete.
func TestForms(t *testing.T) {
	a, one := matcher.Analyse(exercised()[0]), forms{[32]byte{1}}
	sum := sumOf(a)
	s := one.write(a, sum)
	got := one.read(s, sum)
	if got == nil {
		t.Fatal("not read")
	}
	want(t, "document", a.Form(), got.Form())
	for name, d := range map[string]*matcher.Analysed{
		"another program":     forms{[32]byte{2}}.read(s, sum),
		"no program":          forms{}.read(s, sum),
		"another fingerprint": one.read(s, sum+"0"),
		"cut":                 one.read(s[:len(s)-4], sum),
		"damaged":             one.read(s[:100]+"AAAA"+s[104:], sum),
		"no text of ours":     one.read("{}", sum),
		"absent":              one.read("", sum),
	} {
		if d != nil {
			t.Error(name, "was read")
		}
	}
	if s := (forms{}).write(a, sum); s != "" {
		t.Error("written without a program:", s)
	}
}

// TestMeiliForms: programs with different analyses share an index. Each reads its own forms and analyses the other
// documents.
func TestMeiliForms(t *testing.T) {
	x := opened(t)
	as := func(program byte) *Index {
		y, err := Open(Options{URL: real(t).url, Key: real(t).key, Prefix: x.prefix, Program: [32]byte{program}})
		fail(t, err)
		return y
	}
	one, two := as(1), as(2)
	ds := exercised()
	put(t, one, ds[0], ds[3])
	put(t, two, ds[1])
	for name, y := range map[string]*Index{"one": one, "two": two, "without": x} {
		y.cache.clear()
		docs, err := y.Docs(t.Context(), matcher.Achievement, []string{"a2", "a1"})
		fail(t, err)
		got := make([][]byte, len(docs))
		for i, d := range docs {
			got[i] = d.Form()
		}
		want(t, name, [][]byte{matcher.Analyse(ds[1]).Form(), matcher.Analyse(ds[0]).Form()}, got)
	}
	hits, err := x.fetch(t.Context(), x.uid(matcher.Achievement), []string{keyOf("a1"), keyOf("a2")},
		[]string{"key", "by"})
	fail(t, err)
	by := map[string]string{}
	for _, h := range hits {
		by[field(h, "key")] = field(h, "by")
	}
	want(t, "written by", map[string]string{keyOf("a1"): one.forms.by(), keyOf("a2"): two.forms.by()}, by)
}
