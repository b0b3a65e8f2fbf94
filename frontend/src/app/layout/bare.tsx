import { Outlet } from 'react-router'
import { KitGate } from '../kit-gate'

/** Pages without a menu: sign-in, set-up, the wall page. */
export function Bare() {
  return (
    <main id="main">
      <KitGate>
        <Outlet />
      </KitGate>
    </main>
  )
}
