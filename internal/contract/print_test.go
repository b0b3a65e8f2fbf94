package contract_test

import (
	"bytes"
	"strings"
	"testing"

	"kebang/internal/fault"
)

// TestPrint: the generated wording is printed while the fields say what its file says, and nothing else is.
func TestPrint(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	c := b.create(institute, in)
	_, _, err := b.Print(ctx, institute, c.ID)
	b.Want(fault.Conflict, err, "print without a text")
	c = b.ok(b.Generate(ctx, institute, c.ID, c.Rev))
	d, _, err := b.Print(ctx, firm, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	var pdf, page bytes.Buffer
	if err := d.PDF(&pdf); err != nil {
		t.Fatal(err)
	}
	if err := d.HTML(&page); err != nil || !strings.Contains(page.String(), in.Title) {
		t.Errorf("%v\n%s", err, page.String())
	}

	c = b.ok(b.Propose(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))
	c = b.ok(b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob))
	if _, _, err = b.Print(ctx, firm, c.ID); err != nil {
		t.Errorf("print what both confirmed: %v", err)
	}
	later := c.Content
	later.Seller.Contact = "另一位联系人 13900000001"
	c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, later)) // the registration form asks for it, the text does not
	_, _, err = b.Print(ctx, firm, c.ID)
	b.Want(fault.Conflict, err, "print other words than those confirmed")

	c = b.ok(b.ReplaceText(ctx, institute, c.ID, c.Rev, b.File(institute, "拟好的文本")))
	_, _, err = b.Print(ctx, firm, c.ID)
	b.Want(fault.Conflict, err, "print an uploaded file")
}
