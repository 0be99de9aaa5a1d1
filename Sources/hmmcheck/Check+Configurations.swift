// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelWalk
import RangeFault
import Reporting

// `check --config all`.

extension KernelOptions {
  /// What of --config stands for every combination.
  static let every = "all"

  /// Every combination of the symbols that the text tests; nil where one is meant.
  func configurations() throws -> KernelConfigurations? {
    guard let tree, configuration.contains(Self.every) else { return nil }
    do {
      let files = try KernelTree(tree).read(pageWalker: pageWalker ?? .model, cache: cache.cache)
      let known = try files.configurationSymbols()
      var fixed: [String: Bool] = [:]
      for setting in configuration where setting != Self.every {
        if FileManager.default.fileExists(atPath: setting) {
          throw ValidationError(
            "--config all goes with settings such as HUGETLB_PAGE=n, not with a file")
        }
        let (symbol, isOn) = try Self.symbol(setting, known)
        fixed[symbol] = isOn
      }
      return try KernelConfigurations(files, fixed: fixed)
    } catch let problem as KernelProblem {
      throw problem.ending
    }
  }
}

extension SubjectOptions {
  /// The same; refused together with what means a revision.
  func configurations() throws -> KernelConfigurations? {
    guard let configurations = try kernel.configurations() else { return nil }
    if revision != "conforming" || !without.isEmpty {
      throw ValidationError("--kernel checks the text as it is: without --revision and --without")
    }
    return configurations
  }
}

extension Check {
  /// Runs the seeds on each program. What time there is is shared among them.
  func check(_ configurations: KernelConfigurations) throws -> ConfigurationsReport {
    var reports: [Int: CheckReport] = [:]
    let programs = configurations.programs
    var known = try known()
    known?.isWhole = false
    let begin = ContinuousClock.now
    for (index, program) in programs.enumerated() {
      guard let kernel = configurations.combinations[program].kernel else { continue }
      let elapsed = (ContinuousClock.now - begin) / .seconds(1)
      let share = time.map { max($0.seconds - elapsed, 0.001) / Double(programs.count - index) }
      var (report, wasStopped) = try run(kernel, seconds: share)
      report.expected = known
      reports[program] = report
      if wasStopped { break }
    }
    return ConfigurationsReport(
      configurations, reports, requireExercised: requireExercised, expected: try self.known())
  }

  /// Runs the seeds on one program, and tells whether Ctrl-C ended that.
  private func run(
    _ kernel: Kernel, seconds share: Double?
  ) throws -> (report: CheckReport, wasStopped: Bool) {
    let (report, isStopped) = try run(try campaign(Target(kernel)), seconds: share)
    return (report, isStopped && share.map { report.seconds < $0 } ?? true)
  }
}

extension OutputOptions.Format {
  func report(_ report: ConfigurationsReport) -> String {
    switch self {
    case .text: TextReport.text(report)
    case .json: JSONReport.text(report)
    case .ktap: KTAPReport.text(report)
    case .junit: JUnitReport.text(report)
    }
  }
}
