// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Transcription

// Throughput, as ratios within one run. `make bench` runs it; the figures are in RESULTS.md.

extension Transcription: Subject {
  public typealias Domain = Concrete
  public var convention: Convention { Revision.v5_8.convention }
}

/// How many scenarios the parts are measured on, kept in memory: the parts must not be drowned by
/// the generator.
let stored = 4096
let arguments = CommandLine.arguments.dropFirst()
/// With `--check R` the program fails where the generic walk takes more than R times as long as the
/// hand-written one: that is what unspecialised generics look like.
let limit = arguments.firstIndex(of: "--check").flatMap { Double(arguments[$0 + 1]) }

var worst = 0.0
print("pages   walk: generic  by hand  ratio    loop: scenarios/s  draw  run  judge (ns)")
for pages in [4, 8, 16] {
  let row = Row(pages: pages)
  worst = max(worst, row.ratio)
  print(row)
}
if let limit {
  print("ratio \(fixed(worst, 2)), at most \(limit) allowed")
  if worst > limit { fatalError("the generic walk is not specialised") }
}
