// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import Logic
import RangeFault
import Specification

/// A ``Target``, ready to run scenarios.
///
/// Not an existential, so that the walk is specialised in either case.
public struct Runnable {
  // One of the two is there.
  private var port: Walk<Concrete>?
  private var text: KernelWalk<Concrete>?

  /// - Parameters:
  ///   - traces: for the text of a kernel, whether it is kept where in it things were done.
  ///   - counts: for the text of a kernel, whether it is counted what of it runs.
  public init(_ target: Target, traces: Bool = false, counts: Bool = false) {
    switch target {
    case .revision(let revision): port = Walk(revision: revision)
    case .kernel(let kernel, _): text = KernelWalk(kernel, traces: traces, counts: counts)
    }
  }

  /// Runs a scenario, as ``Subject/run(_:seen:)``.
  public mutating func run(
    _ scenario: Scenario, seen: (Run<Concrete>, Judgement) -> Void = { _, _ in }
  ) -> Verdict {
    port?.run(scenario, seen: seen) ?? text?.run(scenario, seen: seen) ?? Verdict()
  }

  /// The world after the latest call.
  public var world: Run<Concrete> { port?.world ?? text?.world ?? World() }

  /// The layout of the latest scenario, before anything was changed.
  public var layout: Layout {
    var layout = port?.world.layout ?? text?.world.layout ?? Layout()
    if let outside = text?.world.outside, outside.changesMade > 0 {
      layout.place(outside.firstVMAs)
    }
    return layout
  }

  /// Notes what the latest scenario ran of the text; whether something of it was not noted before.
  public func note(into reached: inout ReachedBlocks) -> Bool {
    text?.note(into: &reached) ?? false
  }

  /// What of the text ran since this was asked last.
  public func takeCounts() -> KernelCounts { text?.takeCounts() ?? KernelCounts() }

  /// How its interface speaks.
  public var convention: Convention {
    port?.convention ?? text?.convention ?? Convention(encoding: .fixedHigh)
  }

  /// Where the steps of the calls are written down; nil for nowhere.
  public mutating func trace(into trace: Trace?) {
    port?.world.trace = trace
    text?.world.trace = trace
  }

  /// The text, with where it did what; nil for a revision.
  public var kernelWalk: KernelWalk<Concrete>? { text }
}
