package store

// Renew rewrites a stored document in the newest shape with index values extracted again. The revision stays. Engines
// call it when the declared fields change and when a store is migrated.
func (c *Collection[T]) Renew(r Raw) (Raw, error) {
	v, err := c.Decode(r)
	if err != nil {
		return Raw{}, err
	}
	return c.raw(&v)
}
