package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// flagBook writes a workbook whose second data row and whose column D are hidden, under a header in row 3.
func flagBook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range []string{"镇康县需求汇总", "名称,说明", "难题是什么,详细说明,单位名称,投入金额", "降低蔗渣水分,压榨后的蔗渣含水偏高。,镇康制糖有限公司,300000",
		"滤布再生,滤布更换频繁。,镇康制糖有限公司,200000"} {
		for c, v := range strings.Split(line, ",") {
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err == nil {
				err = f.SetCellStr("Sheet1", at, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "汇总.xlsx")
	if err := f.SetRowVisible("Sheet1", 5, false); err != nil {
		t.Fatal(err)
	}
	if err := f.SetColVisible("Sheet1", "D", false); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestImportFlags says on the command line what the mapping page would ask: the header, the title, the unit, hidden
// lines.
func TestImportFlags(t *testing.T) {
	dir, path := folder(t), flagBook(t)
	said := []string{"--header", "Sheet1=3", "--map", "难题是什么=title", "--map", "详细说明=text", "--map", "投入金额=budget"}
	code, out, errs := cli(t, append([]string{"import", "demands", path, "--data", dir}, said...)...)
	if code != exitDone || !strings.Contains(out, "新增 1\t") || !strings.Contains(errs, "隐藏的行") ||
		!strings.Contains(errs, "D 列") {
		t.Fatalf("exit %d\n%s\n%s", code, out, errs)
	}
	code, out, errs = cli(t, append([]string{"import", "demands", path, "--data", dir, "--include-hidden", "--unit",
		"投入金额=元"}, said...)...)
	if code != exitDone || !strings.Contains(out, "新增 1\t更新 1\t") || !strings.Contains(errs, "“投入金额”按元读取") {
		t.Errorf("with hidden lines: exit %d\n%s\n%s", code, out, errs)
	}
	for _, bad := range [][]string{{"--header", "Sheet1"}, {"--header", "Sheet1=0"}, {"--map", "=title"},
		{"--unit", "投入金额=斤"}, {"--map", "难题是什么=nothing"}} {
		if code, _, errs := cli(t, append([]string{"import", "demands", path, "--data", dir},
			bad...)...); code != exitNothing || errs == "" {
			t.Errorf("%v: exit %d, %s", bad, code, errs)
		}
	}
}

// TestImportAsksWithoutFlags names the flags that answer its question.
func TestImportAsksWithoutFlags(t *testing.T) {
	dir, path := folder(t), filepath.Join(t.TempDir(), "难题.csv")
	if err := os.WriteFile(path, []byte("难在何处,细说,谁家\n降低蔗渣水分,压榨后的蔗渣含水偏高。,镇康制糖有限公司\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := cli(t, "import", "demands", path, "--data", dir); code != exitNothing ||
		!strings.Contains(errs, "--map") || !strings.Contains(errs, "--header") {
		t.Errorf("exit %d\n%s", code, errs)
	}
}
