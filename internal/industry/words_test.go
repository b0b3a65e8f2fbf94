package industry

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

func TestFromWords(t *testing.T) {
	for words, want := range map[string]string{
		"制糖/甘蔗": "01", "天然橡胶/胶乳": "02", "茶叶": "03", "坚果与水果加工": "04", "咖啡": "05", "肉牛": "06", "乳业": "07",
		"中药材": "08", "新材料": "09", "新能源": "10", "环保": "11", "电子信息": "12", "装备制造": "13", "食品加工": "15",
		"其他(竹木)": "1607", "其他(智慧农业)": "1604", "其他(生物医药)": "08", "其他(畜牧)": "1606", "其他(肥料)": "1609",
		"其他(蚕桑)": "1608", "其他(农业微生物)": "16",
		// spelling
		"其他（竹木）": "1607", " 新 材料 ": "09", "新材料产业": "09", "甘蔗/制糖": "01", "其它（蚕桑）": "1608", "３Ｄ打印": "",
		// codes and names
		"09": "09", "0903": "0903", "镁铝合金": "0901", "新材料/镁铝合金": "0901", "新材料 / 镁铝合金": "0901", "糖": "01",
		"糖（甘蔗制糖）": "01", "轮胎": "0204", "增材制造": "1301", "钢铁材料": "0917",
		// several industries in one group, or in none
		"竹木、蚕桑": "16", "茶叶/咖啡": "", "其他": "99", "其他(潜水)": "99",
		// 果汁 and 粪污 name two lines each
		"粪污": "", "果汁": "1503", "": "", "   ": "", "潜水": "", "0999": "", "/": "",
	} {
		got, ok := FromWords(words)
		if got != want || ok != (want != "") {
			t.Errorf("FromWords(%q) = %q, %v; want %q", words, got, ok, want)
		}
	}
}

// listing is a row of the collected tables.
type listing struct{ Title, Text, Industry string }

func readShared(t *testing.T, name string) []listing {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "data", name))
	if err != nil {
		t.Skip("SKIP: ../shared/data is missing, the collected tables are not checked")
	}
	defer f.Close()
	var rows []listing
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var r listing
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func TestFromWordsKnowsTheCollectedTables(t *testing.T) {
	for _, name := range []string{"demands.jsonl", "achievements.jsonl"} {
		rows := readShared(t, name)
		known := 0
		for _, r := range rows {
			if code, ok := FromWords(r.Industry); ok && Valid(code) && code != Other {
				known++
			} else {
				t.Errorf("%s: FromWords(%q) = %q, %v", name, r.Industry, code, ok)
			}
		}
		t.Logf("%s: %d of %d rows", name, known, len(rows))
	}
}

// The group of the first proposal must agree with the given one often enough to be useful.
func TestProposeOnTheCollectedTables(t *testing.T) {
	for _, name := range []string{"demands.jsonl", "achievements.jsonl"} {
		rows := readShared(t, name)
		right, among, inside := 0, 0, 0
		for _, r := range rows {
			given, _ := FromWords(r.Industry)
			list := Propose(r.Title + "。" + r.Text)
			for i, p := range list {
				if p.Code[:2] == given[:2] {
					if i == 0 {
						right++
					}
					among++
					break
				}
			}
			if len(ProposeIn(given[:2], r.Title+"。"+r.Text)) > 0 {
				inside++
			}
			if testing.Verbose() && (len(list) == 0 || list[0].Code[:2] != given[:2]) {
				t.Logf("given %s %s: %s %v", given, Name(given), r.Title, list)
			}
		}
		n := float64(len(rows))
		t.Logf("%s: first in the group %.2f, one of five %.2f; level 2 found in the given group %.2f", name,
			float64(right)/n, float64(among)/n, float64(inside)/n)
		if float64(right)/n < 0.6 || float64(inside)/n < 0.7 {
			t.Errorf("%s: proposals are too often wrong", name)
		}
	}
}

func TestPropose(t *testing.T) {
	for text, want := range map[string]string{
		"甘蔗渣制备低聚木糖联产黄腐酸":        "0104",
		"夏威夷果青皮脱皮破壳一体机":         "0408",
		"皮江法炼镁还原渣综合利用与镁合金压铸件":   "0901",
		"轻质碳酸钙碳化过程吸油值控制":        "0903",
		"奶牛乳房炎快速检测":             "07",
		"咖啡鲜果脱胶废水处理":            "05",
		"橡胶树死皮病防治与割胶技术":         "0202",
		"核桃青皮中提取色素":             "0409",
		"万寿菊":                   "",
		"":                      "",
		"the called ledger":     "", // LED only as a word of its own
		"\xff\xfe破损的文字\xe7\x94": "",
	} {
		list := Propose(text)
		if want == "" {
			if len(list) != 0 {
				t.Errorf("Propose(%q) = %v, want none", text, list)
			}
			continue
		}
		if len(list) == 0 || len(list) > maxProposals || list[0].Code[:len(want)] != want {
			t.Errorf("Propose(%q) = %v, want %s first", text, list, want)
			continue
		}
		sum := 0.0
		for _, p := range list {
			if p.Score <= 0 || p.Score > 1 || len(p.Why) == 0 {
				t.Errorf("Propose(%q): %+v", text, p)
			}
			sum += p.Score
		}
		if sum > 1.0001 {
			t.Errorf("Propose(%q): shares sum to %v", text, sum)
		}
	}
	for _, p := range ProposeIn("09", "镁合金压铸，咖啡") {
		if p.Code[:2] != "09" {
			t.Errorf("ProposeIn(09) gives %s", p.Code)
		}
	}
	if got := ProposeIn("0901", "镁"); got != nil {
		t.Errorf("ProposeIn of a level-2 code = %v", got)
	}
}
