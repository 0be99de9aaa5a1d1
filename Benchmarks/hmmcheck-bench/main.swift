// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
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

/// With `--check R` the program fails where the generic walk takes more than R times as long as the
/// hand-written one: that is what unspecialised generics look like.
///
/// With `--proofs` the proofs are measured instead, with `--kernel TREE` the text of a kernel, with
/// `--protocol` the exploration of the protocol, beside Spin.
let limit: Double? = {
  let arguments = CommandLine.arguments.dropFirst()
  if arguments.isEmpty { return nil }
  if arguments == ["--proofs"] {
    do { try Proofs.run() } catch {
      print(error)
      exit(70)
    }
    exit(0)
  }
  if arguments.count == 2, arguments.first == "--kernel", let tree = arguments.last {
    do { try Text.run(tree) } catch {
      print(error)
      exit(64)
    }
    exit(0)
  }
  if arguments == ["--protocol"] { exit(SideBySide.run()) }
  if arguments.count == 2, arguments.first == "--explore", let threads = Int(arguments[2]),
    1...4 ~= threads
  {
    // Of itself, in a new process.
    do { try Exploring.printFigures(threads: threads) } catch {
      print(error)
      exit(70)
    }
    exit(0)
  }
  guard arguments.count == 2, arguments.first == "--check", let limit = Double(arguments[2]) else {
    print("usage: hmmcheck-bench [--check RATIO | --proofs | --kernel TREE | --protocol]")
    exit(64)
  }
  return limit
}()

print("pages   walk: generic  by hand  ratio    loop: scenarios/s  draw  run  judge (ns)")
var worst = 0.0
for pages in [4, 8, 16] {
  let row = Row(pages: pages)
  worst = max(worst, row.ratio)
  print(row)
}
if let limit {
  print("ratio \(fixed(worst, 2)), at most \(limit) allowed")
  if worst > limit {
    print("the generic walk is not specialised: is -cross-module-optimization still there?")
    exit(1)
  }
}
