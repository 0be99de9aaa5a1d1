// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Protocol

/// One exploration of ours, without reduction, by one thread.
struct Exploring {
  var states: Int
  var transitions: Int
  var isBroken: Bool
  /// Seconds that the process had a core.
  var seconds: Double
  var bytes: Double

  /// The exploration of a driver; without the search for circles, which pan does not make either.
  static func explore(_ driver: Driver, threads: Int) throws -> Exploration {
    var explorer = Explorer(DriverModel(Scene(driver: driver, pages: 2, invalidations: threads)))
    explorer.jobs = 1
    explorer.reduces = false
    explorer.seeksCircles = false
    let result = explorer.run()
    if result.cut != nil || result.passedBounds {
      throw Pan.Failure(text: "hmmcheck did not see everything of \(driver.name)")
    }
    return result
  }

  /// Explores the reference driver, and prints the figures on a line.
  static func printFigures(threads: Int) throws {
    let before = clock
    let result = try explore(.reference, threads: threads)
    let seconds = clock - before
    print(result.states, result.transitions, result.broken.count, seconds, result.bytes)
  }

  /// The same in a new process, where nothing is warm.
  static func ofNewProcess(threads: Int, in folder: URL) throws -> Exploring {
    let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let child = try Child(path, ["--explore", "\(threads)"], in: folder)
    let figures = child.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard child.status == 0, figures.count == 5 else {
      throw Pan.Failure(text: "hmmcheck-bench --explore failed:\n\(child.output)")
    }
    return Exploring(
      states: Int(figures[0]), transitions: Int(figures[1]), isBroken: figures[2] > 0,
      seconds: figures[3], bytes: figures[4])
  }

  private static var clock: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
