package party

// Check normalises the form and checks it, for callers that check before they write, such as an import. The error is
// one fault.Invalid with a pointer per broken rule.
func (f *OrganizationForm) Check() error { return f.check() }

// Completes reports whether a row adds anything to the existing organisation.
func (o Organization) Completes(more OrganizationForm) bool {
	have := o.OrganizationForm
	return complete(&have, more)
}
