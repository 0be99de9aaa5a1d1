// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelSource
import KernelWalk
import Logic
import RangeFault

/// The text of a kernel, interpreted, beside the walk of the revision that it is most like, on the
/// same scenarios.
enum Text {
  /// - Parameter tree: a kernel's tree, as `hmmcheck --kernel` takes it.
  static func run(_ tree: String) throws {
    let files = try KernelTree(tree).read()
    let configuration = Configuration(enabled: try files.configurationSymbols())
    // All geometries are read, each a program of its own.
    var reading = Double.infinity
    for _ in 0..<5 {
      let begin = ContinuousClock.now
      _ = try Kernel(files, configuration)
      reading = min(reading, (ContinuousClock.now - begin) / .milliseconds(1))
    }
    let kernel = try Kernel(files, configuration)
    let revision = Target(kernel).revision
    let programs = Geometry.named.count + 1
    print("\(kernel.name): read for \(programs) geometries in \(fixed(reading, 1)) ms")
    print("pages   calls/s: text     \(revision.name)   ratio")
    for pages in [1, 4, 16] {
      let scenarios = Row.scenarios(pages, revision)
      var text = KernelWalk<Concrete>(kernel)
      var walk = Walk<Concrete>(revision: revision)
      // Load and call can only be timed together, so loading alone is timed too and taken off.
      let loading = Row.time(scenarios) { text.load($0) }
      let interpreted =
        Row.time(scenarios) {
          text.load($0)
          text.call(pass: 1)
        } - loading
      let native =
        Row.time(scenarios) {
          walk.load($0)
          walk.call(pass: 1)
        } - loading
      let columns = [
        padded("\(pages)", 5), padded(fixed(1e9 / interpreted, 0), 16),
        padded(fixed(1e9 / native, 0), 9), padded(fixed(interpreted / native, 0), 7),
      ]
      print(columns.joined())
    }
    Counting.run(Target(kernel))
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }
}
