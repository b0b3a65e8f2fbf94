package matcher

import (
	"bytes"
	"fmt"
	"testing"
)

// crowd is enough texts to train vectors on.
func crowd() (docs []*Analysed) {
	objects := []string{"甘蔗渣", "天然橡胶", "普洱茶", "核桃", "咖啡豆", "肉牛", "生鲜乳", "粉煤灰"}
	problems := []string{"除杂清净", "保鲜贮藏", "节能干燥", "废水处理", "破壳分选", "快速检测", "高值化利用"}
	for i := range 160 {
		o, p := objects[i%len(objects)], problems[i%len(problems)]
		kind := Achievement
		if i%2 == 0 {
			kind = Demand
		}
		docs = append(docs, Analyse(Doc{Kind: kind, ID: fmt.Sprintf("d%03d", i), Title: o + p,
			Text: fmt.Sprintf("%s的%s，第%d种做法。", o, p, i)}))
	}
	return docs
}

func TestSnapshotGivesTheSameNumbers(t *testing.T) {
	docs := crowd()
	c := NewCorpus(7, docs)
	c.At = 1_772_000_000_000
	if len(c.space.terms) == 0 {
		t.Fatal("no vectors were trained")
	}
	b, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Corpus
	if err := back.UnmarshalBinary(b); err != nil {
		t.Fatal(err)
	}
	again, err := back.MarshalBinary()
	if err != nil || !bytes.Equal(b, again) {
		t.Errorf("the snapshot changed by being read, %v", err)
	}
	for i := range 40 {
		d, a := docs[2*i], docs[159-2*i]
		x, y := Score(c.Ask(d), c.Prepare(a)), Score(back.Ask(d), back.Prepare(a))
		if x.Total != y.Total {
			t.Errorf("%s, %s: %v, from the snapshot %v", d.ID, a.ID, x.Total, y.Total)
		}
	}
	for n := 0; n < len(b); n += 1 + len(b)/100 {
		if err := new(Corpus).UnmarshalBinary(b[:n]); err == nil {
			t.Fatalf("a snapshot cut at %d bytes was read", n)
		}
	}
}

func TestOneNumberFromBothSides(t *testing.T) {
	docs := crowd()
	c := NewCorpus(1, docs)
	for i := range 40 {
		d, a := docs[2*i], docs[2*i+1]
		x := Score(c.Ask(d), c.Prepare(a))
		y := Score(c.Prepare(d), c.Ask(a))
		z := Score(c.Prepare(d), c.Prepare(a))
		if x.Total != y.Total || x.Total != z.Total || x.Confidence != y.Confidence {
			t.Errorf("%s, %s: %v asked by the demand, %v by the achievement, %v by nobody", d.ID, a.ID, x.Total,
				y.Total, z.Total)
		}
		if x.Total < 0 || x.Total > 100 || x.Confidence < 0 || x.Confidence > 1 {
			t.Errorf("out of range: %+v", x)
		}
	}
}

func TestUnknownPartsLowerTheConfidence(t *testing.T) {
	docs := crowd()
	c := NewCorpus(1, docs)
	bare := Doc{Kind: Achievement, ID: "a", Title: "甘蔗渣高值化利用", Text: "甘蔗渣的高值化利用。"}
	full := bare
	full.Industry, full.TRL, full.Modes, full.LowFen, full.HighFen, full.Region = "01", 7, []string{"licence"}, 100,
		100, "530924"
	d := Doc{Kind: Demand, ID: "d", Title: "甘蔗渣高值化利用", Text: "希望利用甘蔗渣。", Industry: "01", TRL: 6,
		Modes: []string{"licence"}, LowFen: 200, HighFen: 200, Region: "530924"}
	x, y := Score(c.Ask(Analyse(d)), c.Prepare(Analyse(bare))), Score(c.Ask(Analyse(d)), c.Prepare(Analyse(full)))
	if x.Confidence >= y.Confidence {
		t.Errorf("confidence %v with everything unknown, %v with it known", x.Confidence, y.Confidence)
	}
	for _, p := range x.Parts() {
		if !p.Known && p.Score != 0 || p.Name == "maturity" && p.Known {
			t.Errorf("unknown part %+v", p)
		}
	}
}
