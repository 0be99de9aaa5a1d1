// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import RangeFault

/// Which walk is checked.
struct SubjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The kernel whose walk is checked: v4.16 to v6.12, or conforming (see list revisions).",
      valueName: "revision"))
  var revision = "conforming"

  @Option(
    name: .customLong("without"),
    help: ArgumentHelp(
      "Takes a fix out of the revision; may be given several times (see list fixes).",
      valueName: "fix"))
  var without: [String] = []

  @OptionGroup var kernel: KernelOptions

  /// What is checked, and the fixes that are taken out of it.
  func target() throws -> (target: Target, without: [Fix]) {
    if let kernel = try kernel.kernel() {
      if revision != "conforming" || !without.isEmpty {
        throw ValidationError("--kernel checks the text as it is: without --revision and --without")
      }
      return (Target(kernel), [])
    }
    let (revision, without) = try subject()
    return (.revision(revision), without)
  }

  /// The revision with the fixes taken out, and those fixes.
  func subject() throws -> (revision: Revision, without: [Fix]) {
    let named = try Revision.parse(revision)
    let taken = try Fix.parse(without)
    for fix in taken where !named.has(fix) {
      throw ValidationError("\(named.name) does not have the fix '\(fix.id)' in the first place")
    }
    return (named.without(FixSet(taken)), taken)
  }
}
