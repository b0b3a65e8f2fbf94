package intake_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/soak"
)

// mostMemory is the most memory for checking one table, in bytes of a whole process. mostOfSlice is the same for a
// tenth of its rows. Package sheet tests hostile files.
const (
	mostMemory  = 400 << 20
	mostOfSlice = 120 << 20
)

// TestSoakLargestTable reads and checks the largest accepted tables in a process of its own. By itself it takes a tenth
// of the long texts.
func TestSoakLargestTable(t *testing.T) {
	rows, most := soak.Of(t, 1_999, 19_990), soak.Of(t, mostOfSlice, mostMemory)
	tables := map[string]func() []byte{
		"long texts": func() []byte {
			row := strings.Repeat("夹杂物多，混合汁色值升高，", 38)
			return table(rows, func(i int) string {
				return fmt.Sprintf("需求%d,%s,青禾糖业有限公司,%d,2027-12-31,0883-0000000\n", i, row, i)
			})
		},
		"a million rows": func() []byte {
			return table(1_000_000, func(i int) string { return fmt.Sprintf("需求%d,内容,,,,\n", i) })
		},
	}
	if name := os.Getenv("KEBANG_CHILD_CASE"); name != "" {
		data := tables[name]()
		s := intake.NewService(nil, nil, nil, nil, nil, nil, time.Now)
		b, err := s.Open(t.Context(), bytes.NewReader(data), int64(len(data)), "f.csv")
		if err == nil {
			p, err := intake.Read(form.Demands, "m1", b, nil)
			must(t, err)
			fmt.Printf("\nSAYS %+v %d\n", p.Counts, len(p.Rows))
		} else {
			fmt.Println("\nSAYS", err)
		}
		status, err := os.ReadFile("/proc/self/status")
		must(t, err)
		fmt.Println(string(status))
		return
	}
	if testing.Short() {
		t.Skip("SKIP: time for the largest tables is missing (-short)")
	}
	start, highest := time.Now(), int64(0)
	for name := range tables {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestSoakLargestTable$", "-test.v")
			cmd.Env = append(os.Environ(), "KEBANG_CHILD_CASE="+name)
			out, err := cmd.CombinedOutput()
			var peak int64
			for line := range strings.Lines(string(out)) {
				_, _ = fmt.Sscanf(line, "VmHWM: %d kB", &peak)
				if strings.HasPrefix(line, "SAYS ") {
					t.Log(strings.TrimSpace(line))
				}
			}
			if peak <<= 10; err != nil || peak == 0 || peak > int64(most) {
				t.Errorf("%d MB, %v", peak>>20, err)
			}
			t.Logf("%d MB", peak>>20)
			highest = max(highest, peak)
		})
	}
	soak.Say(t, fmt.Sprintf("%d rows of long texts, resident at most %d MB", rows, highest>>20), time.Since(start))
}

func table(rows int, row func(int) string) []byte {
	var buf bytes.Buffer
	buf.WriteString("需求名称,需求内容,企业名称,预期投入（万元）,期望解决时限,联系电话\n")
	for i := range rows {
		buf.WriteString(row(i))
	}
	return buf.Bytes()
}
