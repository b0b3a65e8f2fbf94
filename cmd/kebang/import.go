package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/vocab"
)

// runImport reads 征集表 files into a market, or writes the template of one kind to stdout.
func runImport(ctx context.Context, c *call) error {
	template := c.flags.Bool("template", false, "write the empty form (.xlsx, with drop-downs) to stdout")
	market := c.flags.String("market", "", "id or name of the market; not needed when the folder has one only")
	as := c.flags.String("as", "",
		"account of the officer in whose name rows are written; the program itself when empty")
	var o intake.Options
	c.flags.BoolVar(&o.Publish, "publish", false, "publish the good rows; counts as passed by --as, by name")
	c.flags.BoolVar(&o.SkipNear, "skip-near", false, "leave out rows that look like a listing that is already there")
	c.flags.BoolFunc("withdraw-refused", "withdraw public listings whose row does not agree to publication",
		func(string) error { o.Refused = intake.WithdrawRefused; return nil })
	c.flags.Func("keep-public", "REASON: keep such listings public, for this reason", func(v string) error {
		o.Refused, o.KeepReason = intake.KeepPublic, v
		return nil
	})
	c.flags.BoolVar(&o.IncludeHidden, "include-hidden", false, "take hidden rows, columns and sheets as data, too")
	guide := intake.Guide{Map: form.Mapping{}, Headers: map[string]int{}, Units: form.Units{}}
	c.flags.Func("map", "HEADING=KEY: what a heading means, may be repeated; an empty KEY leaves the column out",
		func(v string) error {
			heading, key, ok := cutLast(v, "=")
			if !ok {
				return errors.New("want HEADING=KEY, for example 技术难题=title")
			}
			guide.Map[heading] = key
			return nil
		})
	c.flags.Func("header",
		"SHEET=ROW: the row of the header as Excel shows it, may be repeated; -1 leaves the sheet out",
		func(v string) error {
			name, row, ok := cutLast(v, "=")
			n, err := strconv.Atoi(row)
			if !ok || err != nil || n < -1 || n == 0 {
				return errors.New("want SHEET=ROW, for example Sheet1=5")
			}
			guide.Headers[name] = n
			return nil
		})
	c.flags.Func("unit",
		"HEADING=UNIT: the unit of a money column, 元 to 亿元, or words to keep the words only; may be repeated",
		func(v string) error {
			heading, unit, ok := cutLast(v, "=")
			if !ok {
				return errors.New("want HEADING=UNIT, for example 金额=元")
			}
			guide.Units[heading] = unit
			return form.CheckUnits(guide.Units)
		})
	if err := c.withData().parse(1, -1); err != nil {
		return err
	}
	guide.IncludeHidden = o.IncludeHidden
	kind, err := form.ParseKind(c.operands[0])
	if err != nil {
		return err
	}
	if err := intake.CheckMapping(kind, guide.Map); err != nil {
		return err
	}
	if *template {
		return intake.Template(kind, c.out)
	}
	if len(c.operands) == 1 {
		return fault.Of(fault.Invalid, fault.T("which-file",
			"请写明要导入的文件，例如：kebang import demands 征集表.xlsx。",
			"Name the file to import, such as: kebang import demands table.xlsx."))
	}
	return c.withApp(ctx, func(a *app) error {
		who, err := a.importer(ctx, *market, *as)
		if err != nil {
			return err
		}
		if err := a.rebuild(ctx); err != nil { // the index finds near-duplicates
			return err
		}
		return a.importFiles(ctx, c, who, kind, c.operands[1:], guide, o)
	})
}

// importFiles imports one file after the other. The next serve or match --all does the matching in the background: a
// table of thousands of rows must not hold the terminal. The error says how far the import came. An import that wrote
// nothing has an error of its own (exit 2). An import that refused rows or broke off after a write gives errRefused
// (exit 1).
func (a *app) importFiles(ctx context.Context, c *call, who actor.Actor, kind form.Kind, files []string,
	g intake.Guide, o intake.Options) error {
	stands, refused := 0, 0
	for _, file := range files {
		out, err := a.importFile(ctx, c, who, kind, file, g, o)
		stands, refused = stands+out.Done(), refused+out.Refused
		if err != nil && stands == 0 {
			return err
		}
		if err != nil {
			fmt.Fprintln(c.err, "kebang: "+sentence(err))
			return errRefused
		}
	}
	switch {
	case stands == 0:
		return fault.Of(fault.Invalid, fault.T("import-no-row",
			"没有可以导入的行，请先按提示修改文件。", "There is no row to import; mend the file as told above."))
	case refused > 0:
		return errRefused
	}
	return nil
}

// importFile reads, checks and writes one file.
func (a *app) importFile(ctx context.Context, c *call, who actor.Actor, kind form.Kind, file string, g intake.Guide,
	o intake.Options) (intake.Outcome, error) {
	var none intake.Outcome
	f, err := os.Open(file)
	if err != nil {
		return none, fault.Cause(err, fault.NotFound, fault.T("no-file",
			"打不开文件 %s，请检查路径。", "The file %s cannot be opened; check the path."), file)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return none, err
	}
	name := filepath.Base(file)
	book, err := a.intake.Open(ctx, f, st.Size(), name)
	if err != nil {
		return none, err
	}
	plan, err := a.intake.PreviewAs(ctx, who, kind, book, g)
	if err != nil {
		return none, err
	}
	for _, l := range book.Left {
		fmt.Fprintf(c.err, "%s：%s：%s\n", name, l.Name, l.Msg.In(vocab.Zh))
	}
	tellPlan(c.err, name, plan)
	if plan.Asks() {
		return none, fault.Of(fault.Invalid, fault.T("import-title-flag",
			"%s：还不知道哪一列是名称。请用 --map 表头=title 指明（机构用 name），表头不对时用 --header 工作表=行号。",
			"%s: which column is the title? Say so with --map heading=title (name for organisations); where the row "+
				"of headings is wrong, with --header sheet=row."), name)
	}
	if plan.Counts.Refusing > 0 && o.Refused == "" {
		return none, fault.Of(fault.Invalid, fault.T("import-refused-flag",
			"%s：%d 行不同意公开，而系统中的内容已经公开，没有导入。请加上 --withdraw-refused 撤下，或 --keep-public 理由 保持公开。",
			"%s: %d rows refuse publication, and their records are public; nothing was imported. Add "+
				"--withdraw-refused, "+
				"or --keep-public with the reason."), name, plan.Counts.Refusing)
	}
	if plan.Counts.Good == 0 && plan.Counts.Refusing == 0 {
		return intake.Outcome{Unchanged: plan.Counts.Unchanged, Kept: plan.Counts.Differs, Refused: plan.Counts.Bad},
			tellOutcome(c.out, name, plan,
				intake.Outcome{Unchanged: plan.Counts.Unchanged, Kept: plan.Counts.Differs, Refused: plan.Counts.Bad})
	}
	out, err := a.intake.Take(ctx, who, id.New(), plan, g, name, f, st.Size(), o,
		func(done, total int) { fmt.Fprintf(c.err, "\r写入 %d/%d", done, total) })
	fmt.Fprintln(c.err)
	if err != nil {
		return none, err
	}
	for _, p := range out.Problems {
		fmt.Fprintf(c.err, "%s：%s\n", name, p)
	}
	return out, tellOutcome(c.out, name, plan, out)
}

func tellOutcome(w io.Writer, name string, plan *intake.Plan, out intake.Outcome) error {
	_, err := fmt.Fprintf(w, "%s\t新增 %d\t更新 %d\t未变化 %d\t保留本地修改 %d\t疑似重复 %d\t跳过 %d\t退回 %d\n",
		name, out.Added, out.Changed, out.Unchanged, out.Kept, plan.Counts.Near, out.Skipped, out.Refused)
	return err
}

// tellPlan prints what a preview page would show: questions on headings, lines left out, warnings and problems.
func tellPlan(w io.Writer, name string, plan *intake.Plan) {
	for _, h := range plan.Sheets {
		for _, col := range h.Columns {
			if !col.Ask.IsZero() {
				fmt.Fprintf(w, "%s：%s可用 --unit %s=单位 指明（元、千元、万元、百万元、亿元，words 只保留文字）。\n", name, col.Ask.In(vocab.Zh),
					col.Heading)
			} else if col.Unit != "" {
				fmt.Fprintf(w, "%s：“%s”按%s读取（%s）。\n", name, col.Heading, col.Unit, col.UnitFrom.Name())
			}
			switch {
			case col.Known || col.Heading == "":
			case col.Guess != "":
				fmt.Fprintf(w, "%s：“%s”的表头“%s”没有对应的栏目，这一列没有读取。是“%s”吗？是则加上 --map %s=%s，不读则 --map %s=\n",
					name, h.Name, col.Heading, intake.Heading(plan.Kind,
						col.Guess), col.Heading, col.Guess, col.Heading)
			default:
				fmt.Fprintf(w, "%s：“%s”的表头“%s”没有对应的栏目，这一列没有读取；可用 --map %s=栏目 指明，或在网页的导入页面指定一次。\n", name, h.Name,
					col.Heading, col.Heading)
			}
		}
	}
	for _, s := range plan.Skipped {
		fmt.Fprintf(w, "%s：工作表“%s”没有找到表头，没有读取；可用 --header %s=行号 指明。\n", name, s, s)
	}
	for _, l := range plan.LeftOut {
		fmt.Fprintf(w, "%s：%s\n", name, l)
	}
	for _, p := range plan.Warnings {
		fmt.Fprintf(w, "%s：提示：%s\n", name, p)
	}
	for _, p := range plan.Problems {
		fmt.Fprintf(w, "%s：%s\n", name, p)
	}
}

// cutLast cuts at the last separator: headings and sheet names may hold one themselves.
func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// importer is the actor of an import: an officer named by his account, else the program itself.
func (a *app) importer(ctx context.Context, market, account string) (actor.Actor, error) {
	m, err := a.market(ctx, market)
	if err != nil {
		return actor.Actor{}, err
	}
	if account == "" {
		return actor.SystemActor(m.ID), nil
	}
	return a.officer(ctx, account, m.ID)
}

// officer is the actor behind an officer's account.
func (a *app) officer(ctx context.Context, account, market string) (actor.Actor, error) {
	p, err := a.accounts.AccountByName(ctx, actor.SystemActor(market), account)
	if err != nil {
		return actor.Actor{}, err
	}
	for _, m := range p.Memberships {
		if m.Market == market && m.Role == actor.Officer {
			return actor.Actor{Person: p.ID, PersonName: p.Name, Market: market, Role: m.Role, Org: m.Org}, nil
		}
	}
	return actor.Actor{}, fault.Of(fault.Forbidden, fault.T("not-an-officer",
		"账号 %s 在这个市场没有科技主管部门的角色。", "The account %s has no role of the bureau in this market."), account)
}
