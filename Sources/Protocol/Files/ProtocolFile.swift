// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// What the files of this target have in common.
enum ProtocolFile {
  static func checkFormat(_ fields: FieldReader, _ format: Int) throws(FieldError) {
    let number = try fields.required("format", "\(format)").integer()
    if number != format {
      throw FieldError(path: "format", message: "\(number); this version reads \(format)")
    }
  }
}
