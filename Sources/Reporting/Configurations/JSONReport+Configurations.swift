// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk
import Specification

extension JSONReport {
  public static func text(_ report: ConfigurationsReport) -> String {
    var members: [(String, JSONValue)] = [
      ("format", .integer(format)),
      ("kind", .string("configurations")),
      ("kernel", .string(report.configurations.name)),
      ("conclusion", .string(report.conclusion.rawValue)),
      ("summary", .string(report.closing)),
      ("symbols", .strings(report.configurations.symbols)),
      (
        "combinations",
        .array(report.configurations.combinations.indices.map { combination($0, report) })
      ),
    ]
    if let kernel = report.configurations.combinations.lazy.compactMap(\.kernel).first {
      members += vocabulary(Target(kernel))
    }
    if let whole = report.whole {
      members += [
        ("strict", .bool(whole.strict)),
        ("requireExercised", .bool(whole.requireExercised)),
        ("interrupted", .bool(whole.interrupted)),
        ("seconds", .seconds(whole.seconds)),
        ("notJudged", UnjudgedText(report: whole).json),
        ("expected", whole.expected.map { .strings($0.known.sorted()) } ?? .null),
        ("surprises", .strings(whole.surprises)),
        ("judged", .strings(whole.campaign.clauses.ids)),
        ("violations", .array(whole.violations.map { shown($0, report) })),
        ("notes", .array(whole.notes.map { shown($0, report) })),
        ("coverage", coverage(whole)),
      ]
    }
    return JSONValue.object(members).text() + "\n"
  }

  /// A combination by its letters: in the order of the symbols.
  private static func combination(_ number: Int, _ report: ConfigurationsReport) -> JSONValue {
    let configurations = report.configurations
    let combination = configurations.combinations[number]
    let reason = report.unjudged.first { $0.combination == number }?.reason
    return .object([
      ("letters", .string(combination.letters)),
      (
        "sameProgramAs",
        combination.program == number
          ? .null : .string(configurations.combinations[combination.program].letters)
      ),
      ("violated", .strings(report.broken(number))),
      ("notJudged", reason.map(JSONValue.string) ?? .null),
      ("seeds", report.report(number).map { seeds($0) } ?? .null),
    ])
  }

  /// A defect, with where its case comes from and the combinations that show it.
  private static func shown(_ defect: Defect, _ report: ConfigurationsReport) -> JSONValue {
    guard let origin = report.origin(defect),
      case .object(let members) = self.defect(defect, origin)
    else { return .null }
    let letters = report.combinations(defect).map {
      report.configurations.combinations[$0].letters
    }
    return .object(
      members + [
        ("subject", .string(origin.campaign.target.name)), ("combinations", .strings(letters)),
      ])
  }
}
