import GRDB

/// Whether a database is what it was when it was written.
enum Integrity {
    /// Throws `corrupt` with what is wrong: pages, order, types, values and rows that must be there.
    static func requireSound(_ db: Database) throws {
        try require(db, "PRAGMA quick_check(1)")
    }

    /// As `requireSound`, with the indices: for a copy that others will rely on.
    static func requireWhole(_ db: Database) throws {
        try require(db, "PRAGMA integrity_check(1)")
    }

    private static func require(_ db: Database, _ check: String) throws {
        let verdict = try String.fetchOne(db, sql: check) ?? "no answer"
        guard verdict == "ok" else { throw StorageError.corrupt(verdict) }
        guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
            throw StorageError.corrupt("a row belongs to one that is not there")
        }
    }

    /// A letter that was changed in a definition makes statements fail much later, and in words that nobody expects.
    static func requireOwnSchema(_ db: Database) throws {
        let pristine = try DatabaseQueue()
        try Schema.migrator.migrate(pristine)
        guard try definitions(db) == pristine.read(definitions) else {
            throw StorageError.corrupt("its tables are not those of Catchline")
        }
    }

    /// Not the text of a table, which SQLite itself rewrites when a column is added, and may write otherwise tomorrow.
    private static func definitions(_ db: Database) throws -> Set<String> {
        try [columns, references, indices, others].reduce(into: []) { found, sql in
            found.formUnion(try String.fetchSet(db, sql: sql))
        }
    }

    private static let columns = """
        SELECT owner.name || '.' || field.name || ' ' || field.type || ' ' || field."notnull" || ' '
            || field.pk || ' ' || coalesce(field.dflt_value, '')
        FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS field
        WHERE owner.type = 'table' AND owner.name NOT LIKE 'sqlite_%'
        """

    private static let references = """
        SELECT owner.name || '.' || field."from" || ' -> ' || field."table" || ' ' || coalesce(field."to", '') || ' '
            || field.on_delete || ' ' || field.on_update
        FROM sqlite_schema AS owner JOIN pragma_foreign_key_list(owner.name) AS field
        WHERE owner.type = 'table'
        """

    private static let indices = """
        SELECT owner.name || ' by ' || list.name || ' ' || list."unique" || ' ' || field.seqno || ' '
            || coalesce(field.name, '')
        FROM sqlite_schema AS owner JOIN pragma_index_list(owner.name) AS list
        JOIN pragma_index_info(list.name) AS field
        WHERE owner.type = 'table'
        """

    private static let others = """
        SELECT type || ' ' || name || ' ' || tbl_name || ' '
            || replace(replace(coalesce(sql, ''), char(10), ''), ' ', '')
        FROM sqlite_schema WHERE type <> 'table'
        """
}
