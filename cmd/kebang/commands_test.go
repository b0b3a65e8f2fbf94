package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"log/slog"

	"kebang/internal/actor"
	"kebang/internal/party"
)

// cli runs a command line as main does.
func cli(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, &o, &e)
	return code, o.String(), e.String()
}

// folder makes a data folder with one market.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	a, err := open(t.Context(), place{dir: dir}, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	form := party.MarketForm{Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业和科技信息化局"}
	if _, err := a.parties.CreateMarket(t.Context(), actor.SystemActor(""), party.NewID(), form, false); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFlagsStandBeforeOrAfterOperands(t *testing.T) {
	dir, csv := folder(t), filepath.Join(t.TempDir(), "需求.csv")
	text := "需求名称,需求描述,所属行业\n降低蔗渣水分,压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望脱水。,制糖/甘蔗\n"
	if err := os.WriteFile(csv, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := cli(t, "import", "--data", dir, "demands", csv, "--publish")
	if code != exitDone || !strings.Contains(out, "新增 1") {
		t.Fatalf("exit %d\n%s\n%s", code, out, errs)
	}
	code, out, _ = cli(t, "import", "demands", "--publish", csv, "--data="+dir)
	if code != exitDone || !strings.Contains(out, "未变化 1") {
		t.Fatalf("the same file again: exit %d %s", code, out)
	}
}

func TestRefusedRowsEndWithOne(t *testing.T) {
	dir, csv := folder(t), filepath.Join(t.TempDir(), "需求.csv")
	text := "需求名称,需求描述,预期投入（万元）\n降低蔗渣水分,压榨后的蔗渣含水偏高，锅炉燃烧不稳，希望脱水。,30\n,没有名称的一行，应当退回并说明。,5\n"
	if err := os.WriteFile(csv, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := cli(t, "import", "demands", csv, "--data", dir)
	if code != exitRefused || !strings.Contains(out, "新增 1") || !strings.Contains(errs, "第 3 行") {
		t.Errorf("exit %d\n%s\n%s", code, out, errs)
	}
}

func TestOnlyBadRowsEndWithTwo(t *testing.T) {
	dir, csv := folder(t), filepath.Join(t.TempDir(), "需求.csv")
	if err := os.WriteFile(csv, []byte("需求名称,需求描述,预期投入（万元）\n,没有名称的一行，应当退回并说明。,5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := cli(t, "import", "demands", csv, "--data", dir); code != exitNothing ||
		!strings.Contains(errs, "第 2 行") {
		t.Errorf("exit %d\n%s\n%s", code, out, errs)
	}
}

func TestNothingDoneEndsWithTwo(t *testing.T) {
	dir := folder(t)
	for _, args := range [][]string{{}, {"fly"}, {"import", "demands", "--data", dir},
		{"import", "cows", "x.csv", "--data", dir},
		{"import", "demands", "nowhere.csv", "--data", dir}, {"backup", "x", "--data",
			filepath.Join(dir, "nowhere")}, {"eval"}, {"version", "surplus"},
		{"check", "--data", filepath.Join(dir, "no")}} {
		if code, out, errs := cli(t, args...); code != exitNothing || out != "" || errs == "" {
			t.Errorf("%v: exit %d, stdout %q, stderr %q", args, code, out, errs)
		}
	}
}

func TestFolderHeldByARunningServerIsSaid(t *testing.T) {
	dir := folder(t)
	a, err := open(t.Context(), place{dir: dir}, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	code, _, errs := cli(t, "check", "--data", dir)
	if code != exitNothing || !strings.Contains(errs, "正在") {
		t.Errorf("exit %d: %s", code, errs)
	}
	// A backup needs no lock: it reads a running market, also by relative paths.
	dest := filepath.Join(t.TempDir(), "backup.tar.gz")
	t.Chdir(filepath.Dir(dir))
	if code, out, errs := cli(t, "backup", dest, "--data", filepath.Base(dir)); code != exitDone ||
		strings.TrimSpace(out) != dest {
		t.Fatalf("backup: exit %d %s %s", code, out, errs)
	}
	again := filepath.Join(t.TempDir(), "again")
	if code, _, errs := cli(t, "restore", dest, again); code != exitDone {
		t.Fatalf("restore: exit %d %s", code, errs)
	}
	if code, _, errs := cli(t, "check", "--data", again); code != exitDone {
		t.Errorf("check of the restored folder: exit %d %s", code, errs)
	}
}

func TestTemplateGoesToStdout(t *testing.T) {
	code, out, _ := cli(t, "import", "achievements", "--template")
	if code != exitDone || !strings.HasPrefix(out, "PK") {
		t.Errorf("exit %d, %d bytes", code, len(out))
	}
}
