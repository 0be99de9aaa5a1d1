// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

/// The kernel's own text as the subject: hmm_range_fault, or what it was called before, interpreted.
public struct KernelWalk<D: Domain>: Subject {
  public typealias Domain = D

  public let kernel: Kernel
  public let convention: Convention
  var machine: Machine<KernelWorld<D>>
  /// Of which the machine's program knows the shifts.
  private var geometry: Geometry
  /// Machines of other geometries that were used.
  private var idle: [Geometry: Machine<KernelWorld<D>>] = [:]

  /// Whether it is counted what of the text runs.
  private let counts: Bool
  /// Places that are sought; empty for none.
  private var sought: [TextPlace] = []

  /// - Parameters:
  ///   - traces: whether it is kept where in the text words were stored and pages faulted.
  ///   - counts: whether it is counted what of the text runs; concrete runs only.
  public init(_ kernel: Kernel, traces: Bool = false, counts: Bool = false) {
    self.kernel = kernel
    self.counts = counts
    geometry = .small
    let version = kernel.version(geometry)
    convention = version.interface.convention
    machine = KernelWalk.machine(version, counts)
    if traces { machine.environment.sites = KernelSites() }
  }

  public var world: World<D> {
    get { machine.environment.world }
    _modify { yield &machine.environment.world }
  }

  /// A loop of a text goes on for a page, a walk, or since somebody has changed an entry; and a few
  /// turns more.
  private var mostTurns: Int {
    world.count + world.walkBudget + world.events.count + 4
  }

  private static func machine(
    _ version: Kernel.Version, _ counts: Bool
  ) -> Machine<KernelWorld<D>> {
    var machine = Machine(
      BoundProgram<KernelWorld<D>>(version.program), KernelWorld<D>(version.interface))
    KernelWorld.allocateObjects(&machine)
    if counts { machine.counts = ExecutionCounts(version.program) }
    return machine
  }

  /// Notes what the latest scenario ran of the text; whether something of it was not noted before.
  public func note(into reached: inout ReachedBlocks) -> Bool {
    machine.counts?.note(into: &reached.programs[geometry, default: []]) ?? false
  }

  /// What was counted so far, for the program of each geometry; from here on it is counted from zero
  /// again.
  public func takeCounts() -> KernelCounts {
    var counts = KernelCounts()
    counts.programs[geometry] = machine.counts?.take()
    for (geometry, machine) in idle { counts.programs[geometry] = machine.counts?.take() }
    return counts
  }

  /// Tells from now on under which condition a call comes by places of the text. Symbolic runs only.
  public mutating func seek(_ places: [TextPlace]) {
    sought = places
    machine.sought = SoughtPlaces(places, in: machine.program)
  }

  /// Whether a call has come by each of the places since they are sought.
  public var cameBy: [D.Bit] { machine.cameBy }

  public mutating func call(pass: Int) {
    useGeometry(machine.environment.world.layout.geometry)
    // What one scenario leaves in static objects would be met by those that the same thread runs later,
    // and findings would depend on how many threads there are.
    if pass == 1 { machine.initialiseStatics() }
    machine.environment.world.beginCall(pass: pass)
    machine.environment.plan = .wholeCall
    if D.self != Concrete.self { machine.mostTurns = mostTurns }
    run()
    machine.mostTurns = .max
  }

  /// Runs the entry on the world as it is.
  mutating func run() {
    useGeometry(machine.environment.world.layout.geometry)
    KernelWorld.prepare(&machine)
    let answer = KernelWorld.enter(&machine)
    KernelWorld.finish(&machine, answer)
    machine.environment.world.endCall()
  }

  /// The shifts are constants of the text: another geometry is another program. Its machine is kept
  /// until that geometry comes again, since binding a program takes longer than a call.
  mutating func useGeometry(_ wanted: Geometry) {
    if wanted == geometry { return }
    var next =
      idle.removeValue(forKey: wanted) ?? KernelWalk.machine(kernel.version(wanted), counts)
    if !sought.isEmpty { next.sought = SoughtPlaces(sought, in: next.program) }
    swap(&next.environment.world, &machine.environment.world)
    next.environment.sites = machine.environment.sites
    next.environment.plan = machine.environment.plan
    swap(&next, &machine)
    idle[geometry] = next
    geometry = wanted
  }

  /// Where the latest call went wrong in a way that C or this kernel forbids; nil where it did not.
  public var finding: Finding? {
    machine.error.constant.flatMap { machine.program.finding($0, unread: machine.unread) }
  }

  /// Where the text was when it was found that its latest call does not come to an end.
  public var endlessSite: (function: String?, location: Location)? {
    if let finding, [.outOfFuel, .environment1].contains(finding.kind) {
      return (finding.function, finding.location)
    }
    return machine.environment.endlessSite.map {
      (machine.program.function(of: $0), machine.program.location(of: $0))
    }
  }

  /// Where the text last stored the word of a page, faulted it, or waited for it.
  public func storeSite(_ page: Int) -> Location? {
    location(machine.environment.sites?.stores, page)
  }
  public func faultSite(_ page: Int) -> Location? {
    location(machine.environment.sites?.faults, page)
  }
  public func waitSite(_ page: Int) -> Location? {
    location(machine.environment.sites?.waits, page)
  }

  /// Where in the text a WARN fired last in the latest call.
  public var warnSite: Location? {
    machine.environment.sites?.warning.map { machine.program.location(of: $0) }
  }

  /// Where in the text a step of the world's trace comes from, by its number; nil for one of the
  /// model's page walker.
  public func stepSite(_ step: Int) -> Location? {
    machine.environment.sites?.steps[step].map { machine.program.location(of: $0) }
  }

  private func location(_ sites: [Int]?, _ page: Int) -> Location? {
    guard let sites, sites[page] >= 0 else { return nil }
    return machine.program.location(of: sites[page])
  }
}
