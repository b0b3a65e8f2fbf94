package party

// Check brings the form into its written form and checks it, for callers that check before they write, such as an
// import. It is one fault.Invalid with a pointer per broken rule.
func (f *OrganizationForm) Check() error { return f.check() }

// Completes reports whether a row would add anything to the organisation that is already there.
func (o Organization) Completes(more OrganizationForm) bool {
	have := o.OrganizationForm
	return complete(&have, more)
}
