/// Why a backup could not be made, read or restored. Nothing of the box was changed.
package enum BackupError: Error, Hashable, Sendable {
    /// The file has not the head of one.
    case noBackup
    /// Made by a newer program: this one would not understand all of it.
    case newer
    /// The first octets cannot be opened.
    case wrongPassphrase
    /// Where it is damaged or cut off, in octets of what was packed.
    case damaged(String)
    /// The file cannot be opened or read.
    case unreadable(String)
    /// The file cannot be made or written.
    case file(String)
    case storage(StorageError)
}

extension BackupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noBackup: "It is no backup of Catchline."
        case .newer: "It was made by a newer Catchline."
        case .wrongPassphrase: "The passphrase does not fit, or the file is damaged at its start."
        case .damaged(let words): "It is damaged: \(words)."
        case .unreadable(let words), .file(let words): words
        case .storage(let error): "\(error)"
        }
    }
}
