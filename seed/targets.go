package seed

func (m *market) planTargets() error { return nil }
