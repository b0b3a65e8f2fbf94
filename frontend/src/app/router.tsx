import { createBrowserRouter, type RouteObject } from 'react-router'
import type { FeatureRoute } from '@/lib/feature'
import { lazyPage } from './guard'
import { featureRoutes } from './features'
import { CrashPage, MissingPage } from './error-pages'
import { Bare } from './layout/bare'
import { Frame } from './layout/frame'

const object = (r: FeatureRoute): RouteObject => ({ path: r.path, Component: lazyPage(r), ErrorBoundary: CrashPage })
const of = (layout: 'app' | 'bare') => featureRoutes.filter((r) => (r.layout ?? 'app') === layout).map(object)

export const router = createBrowserRouter([
  { Component: Bare, ErrorBoundary: CrashPage, children: of('bare') },
  { Component: Frame, ErrorBoundary: CrashPage, children: [...of('app'), { path: '*', Component: MissingPage }] },
])
