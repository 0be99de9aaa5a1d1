// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Protocol

/// A driver that writes the device's entries before it checks the sequence: the same states again,
/// and, asked for one property after another, the same that break.
enum PlantedDefect {
  /// The numbers that the properties have in the model for Spin.
  static let numbers: [(property: Property, number: Int)] = [
    (.p1, 1), (.p3, 3), (.p4, 4), (.p5, 5), (.p6, 6), (.p8, 8), (.request, 10),
    (.useAfterFree, 11), (.locks, 12), (.progress, 13), (.needless, 14),
  ]

  static var driver: Driver {
    var driver = Driver.reference
    driver.name = "commit-before-check"
    guard let check = driver.steps.firstIndex(of: .check),
      let commit = driver.steps.firstIndex(of: .commit)
    else { return driver }
    driver.steps.swapAt(check, commit)
    return driver
  }

  static func compare(in folder: URL) throws -> Bool {
    let ours = try Exploring.explore(driver, threads: 2)
    let pan = try Pan(["COMMIT_FIRST"], in: folder)
    // All errors, not the first only: pan goes on behind each, as the exploration here does.
    let report = try Pan.Report(try pan.run(["-m1000", "-w17", "-c0"]).output)
    var theirs: [Property] = []
    for (property, number) in numbers {
      let pan = try Pan(["COMMIT_FIRST", "ONLY=\(number)"], in: folder)
      // A state without steps breaks progress, and is no matter of the others.
      let child = try pan.run(["-m1000", "-w17"] + (property == .progress ? [] : ["-E"]))
      guard let errors = Pan.Report.errors(child.output) else {
        throw Pan.Failure(text: "pan does not say how many errors:\n\(child.output.suffix(2000))")
      }
      if errors > 0 { theirs.append(property) }
    }
    print("with a defect: the device's entries are written before the sequence is checked")
    show("hmmcheck", ours.states, ours.transitions, ours.broken)
    show("Spin", report.states, report.transitions, theirs)
    let isSame =
      ours.states == report.states && ours.transitions == report.transitions
      && ours.broken == theirs && report.errors > 0 && !theirs.isEmpty
    if !isSame { print("        the models DIFFER, or nothing was found") }
    return isSame
  }

  private static func show(_ name: String, _ states: Int, _ transitions: Int, _ broken: [Property])
  {
    let name = name.padding(toLength: 10, withPad: " ", startingAt: 0)
    print(
      "       ", name, fixed(Double(states), 0, 9), fixed(Double(transitions), 0, 12),
      "  broken: " + broken.map(\.id).joined(separator: ", "))
  }
}
