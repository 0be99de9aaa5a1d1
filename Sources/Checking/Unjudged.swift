// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import Logic

/// Why a scenario could not be judged.
public struct Unjudged: Hashable, Sendable {
  public enum Cause: String, CaseIterable, Sendable {
    /// The run came to text that could not be read, or that has no model.
    case notUnderstood = "not-understood"
    /// The call did not come to an end, and what it did on its way is more than is kept.
    case noEnd = "no-end"
    /// A page changed more often than is kept.
    case history
  }

  public var cause: Cause
  /// The function that could not be read, or in which the call was; nil where that is not known.
  public var function: String?
  public var place: Location?
  /// The construct that was not understood; nil for other causes.
  public var construct: String?

  public init(
    _ cause: Cause, function: String? = nil, place: Location? = nil, construct: String? = nil
  ) {
    self.cause = cause
    self.function = function
    self.place = place
    self.construct = construct
  }

  /// What a run of a text that erred could not be judged for.
  init(_ finding: KernelSource.Finding) {
    if let unread = finding.unread {
      self.init(
        .notUnderstood, function: unread.name, place: unread.problem.location,
        construct: unread.problem.text)
    } else if finding.kind == .tooDeep {
      self.init(.noEnd, function: finding.function, place: finding.location)
    } else {
      self.init(
        .notUnderstood, function: finding.function, place: finding.location,
        construct: finding.text)
    }
  }
}

extension Runnable {
  /// Why the latest run could not be judged; nil where it could.
  ///
  /// - Parameter verdict: what came of that run.
  public func unjudged(_ verdict: Verdict) -> Unjudged? {
    if !verdict.undetermined { return nil }
    // Passes end with the first of either.
    if let text = notUnderstood { return text }
    if world.ghost.endless {
      let place = kernelWalk?.endlessSite
      return Unjudged(.noEnd, function: place?.function, place: place?.location)
    }
    return Unjudged(.history)
  }

  /// The text that the latest run came to and that is not understood; nil where it came to none.
  public var notUnderstood: Unjudged? {
    if !world.ghost.notUnderstood { return nil }
    return kernelWalk?.finding.map { Unjudged($0) } ?? Unjudged(.notUnderstood)
  }
}

/// How many scenarios could not be judged for a reason.
public struct UnjudgedCount: Equatable, Sendable {
  public var reason: Unjudged
  public var scenarios: UInt64
  /// The first of their seeds.
  public var seed: UInt64

  public init(reason: Unjudged, scenarios: UInt64, seed: UInt64) {
    self.reason = reason
    self.scenarios = scenarios
    self.seed = seed
  }
}

/// Scenarios that could not be judged, by reason: the same whatever order they are counted in.
struct UnjudgedTally: Sendable {
  private struct Sighting: Sendable {
    /// The first seed, counted from the first of the check.
    var offset: UInt64
    var scenarios: UInt64
  }

  private var sightings: [Unjudged: Sighting] = [:]

  mutating func add(_ reason: Unjudged, offset: UInt64) {
    add(reason, Sighting(offset: offset, scenarios: 1))
  }

  private mutating func add(_ reason: Unjudged, _ new: Sighting) {
    let known = sightings[reason] ?? Sighting(offset: new.offset, scenarios: 0)
    sightings[reason] = Sighting(
      offset: min(known.offset, new.offset), scenarios: known.scenarios + new.scenarios)
  }

  mutating func merge(_ other: UnjudgedTally) {
    for (reason, sighting) in other.sightings { add(reason, sighting) }
  }

  /// By their first seeds.
  func counts(from first: UInt64) -> [UnjudgedCount] {
    sightings.sorted { ($0.value.offset, $0.key.order) < ($1.value.offset, $1.key.order) }.map {
      UnjudgedCount(
        reason: $0.key, scenarios: $0.value.scenarios, seed: first &+ $0.value.offset)
    }
  }
}

extension Unjudged {
  fileprivate var order: String { "\(cause) \(function ?? "") \(construct ?? "")" }
}

extension [UnjudgedCount] {
  /// Counts a scenario in.
  public mutating func add(_ reason: Unjudged, seed: UInt64) {
    self = merged(with: [UnjudgedCount(reason: reason, scenarios: 1, seed: seed)])
  }

  /// These and others, each reason once.
  func merged(with others: [UnjudgedCount]) -> [UnjudgedCount] {
    others.reduce(into: self) { counts, other in
      guard let index = counts.firstIndex(where: { $0.reason == other.reason }) else {
        counts.append(other)
        return
      }
      counts[index].scenarios += other.scenarios
      counts[index].seed = Swift.min(counts[index].seed, other.seed)
    }
  }
}
