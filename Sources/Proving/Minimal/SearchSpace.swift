// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

/// Where a case that is smaller than a measure, or as small, is looked for.
struct SearchSpace {
  let subject: Revision
  /// What is searched can be given to all of these, too.
  let others: [Revision]
  let measure: Measure

  init(_ symptom: Symptom, _ measure: Measure) {
    subject = symptom.searched
    others = symptom.breaking
    self.measure = measure
  }

  /// The events and scripted faults that are tried where the order does not bound them.
  static let script = Skeleton.Script(events: 1, faults: 1)
  /// The walks of a call, where the order does not bound them any closer: of a shorter range, and of
  /// a case that is smaller by its walks. Events cost more with each walk.
  static let walks = 2
  static let walksWithEvent = 1
  /// The largest range that is searched.
  static let maximumPages = 2

  /// A skeleton, and how many walks a call on it may begin.
  struct Place {
    var skeleton: Skeleton
    var walks: Int
  }

  /// All places at which a smaller case may be, those with the least pages and the shortest script
  /// first.
  var places: [Place] {
    (0...measure.pages).flatMap { pages in
      scripts(pages: pages).flatMap { script in
        skeletons(pages: pages, script).compactMap { skeleton in
          walks(on: skeleton).map { Place(skeleton: skeleton, walks: $0) }
        }
      }
    }
  }

  /// All places at which another case of the same size may be.
  var equals: [Place] {
    let script = Skeleton.Script(events: measure.events, faults: measure.faults)
    return skeletons(pages: measure.pages, script).filter { isWithin($0) }.map {
      Place(skeleton: $0, walks: measure.walks)
    }
  }

  /// The walks of a smaller case on a skeleton, at most; nil where there can be none.
  private func walks(on skeleton: Skeleton) -> Int? {
    let isFewer = skeleton.scenario.count < measure.pages
    if !isFewer && isWithin(skeleton) { return measure.walks }
    let isQuiet = skeleton.scenario.events.count <= measure.events
    let limit = isQuiet ? Self.walks : Self.walksWithEvent
    if isFewer { return limit }
    return measure.walks == 0 ? nil : min(measure.walks - 1, limit)
  }

  /// Whether a case on a skeleton can be as small or smaller with as many walks.
  private func isWithin(_ skeleton: Skeleton) -> Bool {
    // The placeholders are the least fields that there can be.
    var least = Measure(skeleton.scenario, walks: measure.walks)
    least.values = 0
    return least <= measure
  }

  /// All layouts and variants; with a script that the case does not have, those of one VMA around.
  private func skeletons(pages: Int, _ script: Skeleton.Script) -> [Skeleton] {
    starts(pages: pages, script).flatMap { start in
      Skeleton.layouts(pages: pages, start: start, for: subject)
        .filter { isOwn(script) || $0.isInOneVMA }
        .filter { skeleton in others.allSatisfy { $0.refusal(skeleton.scenario) == nil } }
        .flatMap { BoundedSize.variants($0, subject) }.map { $0.with(script) }
    }
  }

  /// The case has a script as long, or longer.
  private func isOwn(_ script: Skeleton.Script) -> Bool {
    script.events <= measure.events && script.faults <= measure.faults
  }

  /// Every place in a PMD; of two pages, at its beginning and across its end.
  private func starts(pages: Int, _ script: Skeleton.Script) -> [Int] {
    let last = Geometry.small.pagesPerPMD - 1
    if pages == 0 { return [0] }
    if pages > 1 { return [0, last] }
    return isOwn(script) ? Array(0...last) : [0]
  }

  /// The lengths of scripts that a smaller case can have. A call that begins no walk loads nothing
  /// and faults nothing, so that its script does not matter.
  private func scripts(pages: Int) -> [Skeleton.Script] {
    if pages == 0 { return [Skeleton.Script()] }
    let events = max(measure.events, Self.script.events)
    let faults = max(measure.faults, Self.script.faults)
    let all = (0...events).flatMap { events in
      (0...faults).map { Skeleton.Script(events: events, faults: $0) }
    }
    if pages < measure.pages || measure.walks > 1 { return all }
    return all.filter { ($0.events, $0.faults) <= (measure.events, measure.faults) }
  }

  /// What is searched, in words.
  var bound: String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    var parts = [
      "up to \(counted(measure.pages, "page"))",
      "\(counted(max(measure.events, Self.script.events), "event"))",
      "\(counted(max(measure.faults, Self.script.faults), "scripted fault"))",
    ]
    if measure.pages > 1 || measure.walks > Self.walks + 1 {
      parts.append("\(counted(Self.walks, "walk")) or its own")
    }
    if !subject.has(.noPagemapLookup) { parts.append("3 page-map look-ups or all") }
    let starts = "first page 0 to 3" + (measure.pages > 1 ? " (2 pages: 0 or 3)" : "")
    return parts.joined(separator: ", ") + "; small geometry, \(starts), any VMAs"
  }
}

extension Skeleton {
  /// One VMA holds all PUDs of the range.
  fileprivate var isInOneVMA: Bool {
    let plain = Scenario(start: scenario.start, count: scenario.count).vmas[0]
    return scenario.vmas.count == 1 && scenario.vmas[0].start == plain.start
      && scenario.vmas[0].end == plain.end
  }
}
