import { Outlet } from 'react-router'

/** Pages without a menu: sign-in, set-up, the wall page. */
export function Bare() {
  return (
    <main id="main">
      <Outlet />
    </main>
  )
}
