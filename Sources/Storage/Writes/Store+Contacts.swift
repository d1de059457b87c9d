import GRDB
package import Telephony

/// Those whom no automatic text ever reaches.
package enum ContactGroup: String, CaseIterable, Codable, Sendable {
    case blocked
    /// Friends and family.
    case isPrivate = "private"
}

package struct Contact: Hashable, Codable, Sendable {
    package var number: String
    package var name: String?
    package var group: ContactGroup?

    package init(number: String, name: String? = nil, group: ContactGroup? = nil) {
        self.number = number
        self.name = name
        self.group = group
    }
}

extension Store {
    /// Writes what is known of a number over what was known.
    package func setContact(_ contact: Contact, at moment: Moment) throws(StorageError) {
        try write { db in
            try db.run(
                """
                INSERT INTO contact (number, name, "group") VALUES (?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET name = excluded.name, "group" = excluded."group"
                """, [contact.number, contact.name, contact.group?.rawValue])
            let id = try db.integer("SELECT id FROM contact WHERE number = ?", [contact.number]) ?? 0
            try db.append(.contactChanged, ["contact": id], at: moment)
        }
    }
}
