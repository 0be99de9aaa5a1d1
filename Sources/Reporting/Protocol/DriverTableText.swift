// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol

extension TextReport {
  /// The table of drivers: a number is the length of the shortest schedule that breaks the property.
  public static func text(_ table: DriverTable) -> String {
    let heading = ["driver"] + DriverTable.properties.map(short) + ["states"]
    let rows = table.rows.map { row in
      [row.driver.name]
        + DriverTable.properties.map { property in
          if !row.applies(property) { return "-" }
          if let steps = row.broken[property] { return "\(steps)" }
          return row.isComplete ? "held" : "open"
        } + ["\(row.states)"]
    }
    let widths = heading.indices.map { column in
      ([heading] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([heading] + rows).map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == row.count - 1 ? space + row[column] : row[column] + space
      }.joined(separator: "  ")
    }
    let notes =
      [
        "", "held: in all of these scenes, every interleaving; a number: broken, in so many steps;",
        "-: does not apply. P7 (sticky bits) is no promise of the documentation.",
      ] + DriverTable.bounds.map { "  \($0)" }
    return (lines + notes).map { $0 + "\n" }.joined()
  }

  private static func short(_ property: Property) -> String {
    switch property {
    case .useAfterFree: "free"
    case .needless: "needless"
    case .request: "asked"
    case .progress: "waits"
    default: property.id
    }
  }
}

extension JSONReport {
  /// The table of drivers.
  public static func text(_ table: DriverTable) -> String {
    let rows = table.rows.map { row -> JSONValue in
      let cells = DriverTable.properties.map { property -> (String, JSONValue) in
        if !row.applies(property) { return (property.id, .null) }
        let held: JSONValue = .string(row.isComplete ? "held" : "open")
        return (property.id, row.broken[property].map(JSONValue.integer) ?? held)
      }
      return .object([
        ("driver", .string(row.driver.name)), ("properties", .object(cells)),
        ("states", .integer(row.states)), ("transitions", .integer(row.transitions)),
      ])
    }
    return JSONValue.object([
      ("format", .integer(format)), ("kind", .string("drivers")), ("drivers", .array(rows)),
    ]).text() + "\n"
  }
}
