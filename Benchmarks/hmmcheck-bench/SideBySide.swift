// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Protocol

/// The protocol of the reference driver, 2 pages, explored here and by Spin, of the same model
/// written twice: the same states, the same verdicts, and how fast.
///
/// Times are of one core, and count only while a process has it: the least of several rounds, in
/// which both take turns. Each exploration is the first of a new process. Of Spin's, the time that
/// its process needs to start is taken off.
struct SideBySide {
  /// Threads of the mm side.
  let threads: Int
  let rounds: Int
  /// Spin's table of states has 2 to the power of this many places.
  let places: Int

  static let issue = SideBySide(threads: 2, rounds: 40, places: 17)
  static let longer = SideBySide(threads: 3, rounds: 8, places: 21)

  static func run() -> Int32 {
    do {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("hmmcheck-bench-\(ProcessInfo.processInfo.processIdentifier)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      guard FileManager.default.fileExists(atPath: Pan.model) else {
        print("\(Pan.model) is not here: run it from the root of the repository")
        return 64
      }
      for command in ["spin", "gcc"] where Child.path(of: command) == nil {
        throw Child.Missing(command: command)
      }
      print("reference driver, 2 pages, one core, without reduction")
      print("threads               states  transitions  verdict  seconds  M states/s  bytes/state")
      var isSame = true
      for series in [issue, longer] { isSame = try series.compare(in: folder) && isSame }
      isSame = try PlantedDefect.compare(in: folder) && isSame
      return isSame ? 0 : 1
    } catch let missing as Child.Missing {
      print("nothing was compared: \(missing)")
      return 125
    } catch {
      print("\(error)")
      return 70
    }
  }

  private func compare(in folder: URL) throws -> Bool {
    // Spin as it comes, and with states kept as they stand in memory: larger, and faster.
    let small = try Pan(["THREADS=\(threads)"], in: folder)
    let fast = try Pan(["THREADS=\(threads)"], ["-DNOCOMP"], in: folder)
    var start = Double.infinity
    var best = (own: Double.infinity, small: Double.infinity, fast: Double.infinity)
    var own = try Exploring.ofNewProcess(threads: threads, in: folder)
    var reports: [Pan.Report] = []
    for _ in 0..<rounds {
      start = min(start, try fast.run(["-V"]).seconds)
      let one = try small.run(["-m1000", "-w\(places)"])
      let other = try fast.run(["-m1000", "-w\(places)"])
      own = try Exploring.ofNewProcess(threads: threads, in: folder)
      best = (
        min(best.own, own.seconds), min(best.small, one.seconds), min(best.fast, other.seconds)
      )
      reports = [try .init(one.output), try .init(other.output)]
    }
    show("hmmcheck", own.states, own.transitions, own.isBroken, best.own, own.bytes)
    for (name, report, seconds) in [
      ("Spin", reports[0], best.small), ("  -DNOCOMP", reports[1], best.fast),
    ] {
      show(
        name, report.states, report.transitions, report.errors > 0, seconds - start, report.bytes)
    }
    let ratio = (min(best.small, best.fast) - start) / best.own
    print("        hmmcheck is \(fixed(ratio, 2)) times as fast as the faster of Spin's")
    let isSame = reports.allSatisfy { report in
      own.states == report.states && own.transitions == report.transitions
        && own.isBroken == (report.errors > 0)
    }
    if !isSame { print("        the models DIFFER") }
    return isSame
  }

  private func show(
    _ name: String, _ states: Int, _ transitions: Int, _ isBroken: Bool, _ seconds: Double,
    _ bytes: Double
  ) {
    let name = name.padding(toLength: 10, withPad: " ", startingAt: 0)
    let verdict = isBroken ? "   broken" : "     held"
    let milliseconds = String(Int((seconds * 1e4).rounded()))
    let padded = String(repeating: "0", count: max(0, 5 - milliseconds.count)) + milliseconds
    print(
      fixed(Double(threads), 0, 7), name, fixed(Double(states), 0, 9),
      fixed(Double(transitions), 0, 12), verdict,
      "   " + padded.dropLast(4) + "." + padded.suffix(4),
      fixed(Double(states) / seconds / 1e6, 2, 11), fixed(bytes / Double(states), 0, 12))
  }
}
