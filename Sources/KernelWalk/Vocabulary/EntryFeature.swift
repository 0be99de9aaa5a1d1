// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What the kernel has, or has not, of entries: kinds that came and went together, and by which names
/// that can be told.
struct EntryFeature: Sendable {
  let name: String
  let kinds: KindSet
  /// Symbols, with `CONFIG_`, that each have to be on where the text tests them.
  var symbols: [String] = []
  /// The headers that name these entries where a kernel has them, and the names.
  var headers: [String] = []
  var names: [String] = []
  /// What only a text that can meet them calls.
  var questions: [String] = []
  /// Words of a text that passes over VMAs with such entries.
  var refusals: [String] = []
  /// Words of the text without which it never comes to such entries.
  var needs: [String] = []
  /// The first version that has them, and the first that has them no more.
  var since: KernelVersion?
  var until: KernelVersion?
  /// The first version that creates one; before, they are only named.
  var made: (since: KernelVersion, source: String)?
  /// Whether a tree that says nothing of them and has no version is taken to have them.
  var isAssumed = true
  /// How the dates are known.
  let source: String

  static let swapops = "include/linux/swapops.h"
  static let leafops = "include/linux/leafops.h"
  static let mm = "include/linux/mm.h"
  static let pgtable = "include/linux/pgtable.h"

  /// The headers of a tree that are read where it has them.
  static let headers = Array(Set(all.flatMap(\.headers))).sorted()
}
