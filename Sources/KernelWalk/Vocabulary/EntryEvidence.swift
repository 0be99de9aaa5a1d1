// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// What a tree says of the entries of its page tables.
struct EntryEvidence {
  /// The names that matter which mm/hmm.c has, whether or not they are reached in this configuration,
  /// and also where they could not be read.
  let asked: Set<String>
  /// By header that was read: which of the names that matter it has.
  let named: [String: Set<String>]
  let version: KernelVersion?
  /// Symbols that the text tests and that are off.
  let off: Set<String>

  init(_ program: Program, _ source: KernelFiles, _ configuration: Configuration) {
    let words = EntryFeature.all.flatMap { $0.questions + $0.refusals + $0.needs }
    asked = HeaderNames.found(Set(words), in: source.walk)
    version = source.version
    off = program.configurationSymbols.subtracting(configuration.enabled)
    let wanted = Set(EntryFeature.all.flatMap(\.names))
    named = source.headers.mapValues { HeaderNames.found(wanted, in: $0) }
  }

  /// Whether scenarios have entries of a feature, and why.
  func verdict(_ feature: EntryFeature) -> (isGiven: Bool, reason: Vocabulary.Reason) {
    if let symbol = feature.symbols.first(where: off.contains) {
      return (false, .switchedOff(symbol))
    }
    if let word = feature.needs.first(where: { !asked.contains($0) }) {
      return (false, .unasked(word))
    }
    if let word = feature.refusals.first(where: asked.contains) { return (false, .refused(word)) }
    let (isThere, reason) = existence(feature)
    if isThere, let made = feature.made, let version, version < made.since {
      return (false, .notMade(version, since: made.since, source: made.source))
    }
    return (isThere, reason)
  }

  /// Whether the kernel knows of such entries.
  private func existence(_ feature: EntryFeature) -> (isThere: Bool, reason: Vocabulary.Reason) {
    if feature.names.isEmpty, feature.questions.isEmpty { return byVersion(feature) }
    for header in feature.headers {
      if let name = feature.names.first(where: { named[header]?.contains($0) ?? false }) {
        return (true, .named(name, header: header))
      }
    }
    if let name = feature.questions.first(where: asked.contains) {
      return (true, .asked(name))
    }
    let read = feature.headers.filter { named[$0] != nil }
    if !read.isEmpty { return (false, .unnamed(headers: read)) }
    return byVersion(feature)
  }

  private func byVersion(_ feature: EntryFeature) -> (isThere: Bool, reason: Vocabulary.Reason) {
    if feature.since == nil && feature.until == nil {
      return (true, feature.needs.first.map { .asked($0) } ?? .everyKernel)
    }
    guard let version else { return (feature.isAssumed, .unknownVersion) }
    let isThere =
      (feature.since.map { $0 <= version } ?? true) && (feature.until.map { version < $0 } ?? true)
    return (isThere, .version(version, since: feature.since, until: feature.until))
  }
}
