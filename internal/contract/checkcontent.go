package contract

import "kebang/internal/fault"

// Check applies the rules for any content, complete or not, and computes the amounts when there is a total. It serves
// callers that check before they write, such as an import. The error is one fault.Invalid with a pointer per broken
// rule.
func (c *Content) Check() error {
	var f fault.Fields
	c.Broken(&f)
	if c.TotalFen > 0 && len(f) == 0 {
		_, err := c.Compute()
		if err := f.Merge(err); err != nil {
			return err
		}
	}
	return f.Fault(Unfit)
}
