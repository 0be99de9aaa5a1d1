// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// Draws scenarios: one seed is one scenario, on every machine.
///
/// Each draw is a swarm (Groce et al., "Swarm testing", ISSTA 2012): a seed first decides which few
/// kinds of entries and which features it uses at all, then draws from those, so that combinations
/// come up which an even draw from everything would drown.
///
/// What it draws is valid (``Scenario/validate()``) by construction.
public struct Generator: Sendable {
  /// Raised whenever a seed comes to mean another scenario.
  public static let version = 1

  public let profile: Profile
  @usableFromInline var random = SplitMix64(seed: 0)
  /// The kinds that this seed uses, for PTEs and PMDs, with those of writable VMAs behind.
  @usableFromInline var palette: [Kind] = []
  @usableFromInline let pteKinds: [Kind]
  @usableFromInline let pmdKinds: [Kind]
  @usableFromInline let pudKinds: [Kind]
  @usableFromInline let hugetlbKinds: [Kind]
  /// Kinds beyond those that the seed's own stream knows, which come from a stream of their own.
  @usableFromInline let added: KindSet
  @usableFromInline let addedPTEs: [Kind]
  @usableFromInline let addedPMDs: [Kind]
  @usableFromInline let addedPUDs: [Kind]
  @usableFromInline let addedHugetlb: [Kind]
  @usableFromInline var addedRandom = SplitMix64(seed: 0)

  public init(profile: Profile) {
    self.profile = profile
    func those(_ set: KindSet) -> [Kind] { set.members.filter(profile.drawn.contains) }
    pteKinds = those(KindSet.pte.subtracting([.none]))
    pmdKinds = those(KindSet.pmd.subtracting([.none, .table]))
    pudKinds = those(KindSet.pud.subtracting([.none, .table]))
    hugetlbKinds = those(.hugetlb)
    added = profile.kinds.subtracting(profile.drawn)
    addedPTEs = KindSet.pte.intersection(added).members
    addedPMDs = KindSet.pmd.intersection(added).members
    addedPUDs = KindSet.pud.intersection(added).members
    addedHugetlb = KindSet.hugetlb.intersection(added).members
    palette.reserveCapacity(8)
  }

  /// Draws the scenario of `seed` into `scenario`, whose storage is used again.
  @inlinable
  public mutating func draw(seed: UInt64, into scenario: inout Scenario) {
    random = SplitMix64(seed: seed)
    drawRange(&scenario)
    drawVMAs(&scenario)
    drawPalette()
    drawTables(&scenario)
    drawRequests(&scenario)
    drawScript(&scenario)
    if added != [] { drawAdded(seed: seed, &scenario) }
    if profile.takesLock { drawUnlocked(seed, &scenario) }
  }

  /// The scenario of a seed.
  public mutating func scenario(seed: UInt64) -> Scenario {
    var scenario = Scenario(count: 0)
    draw(seed: seed, into: &scenario)
    return scenario
  }
}
