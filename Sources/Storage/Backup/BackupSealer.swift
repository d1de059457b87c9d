import Crypto
import Foundation
import Glibc

/// Seals what it is given, frame by frame, into a file that nobody else may read.
struct BackupSealer {
    private let descriptor: Int32
    private let key: SymmetricKey
    private let head: [UInt8]
    private var index: UInt32 = 0
    private var waiting: [UInt8] = []
    /// Of everything that was packed.
    private(set) var digest = SHA256()

    /// - Parameter descriptor: open for writing at its start, and closed by the caller.
    init(_ descriptor: Int32, header: BackupHeader, key: SymmetricKey) throws(BackupError) {
        self.descriptor = descriptor
        self.key = key
        head = header.encoded
        try write(head)
    }

    mutating func pack(_ octets: [UInt8]) throws(BackupError) {
        waiting += octets
        digest.update(data: octets)
        // The last frame is known as such only when nothing follows.
        while waiting.count > BackupHeader.frameOctetCount {
            try seal(Array(waiting.prefix(BackupHeader.frameOctetCount)), isLast: false)
            waiting.removeFirst(BackupHeader.frameOctetCount)
        }
    }

    mutating func finish() throws(BackupError) {
        try seal(waiting, isLast: true)
        guard fsync(descriptor) == 0 else { throw Self.failure }
    }

    private mutating func seal(_ frame: [UInt8], isLast: Bool) throws(BackupError) {
        let sealed: AES.GCM.SealedBox
        do {
            sealed = try AES.GCM.seal(
                frame, using: key, nonce: BackupHeader.nonce(of: index, isLast: isLast), authenticating: head)
        } catch {
            throw .file("It could not be encrypted: \(error).")
        }
        guard index < .max else { throw .file("It is too large.") }
        index += 1
        try write(Array(sealed.ciphertext) + Array(sealed.tag))
    }

    private func write(_ octets: [UInt8]) throws(BackupError) {
        var written = 0
        while written < octets.count {
            let count = octets.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            guard count > 0 else { throw Self.failure }
            written += count
        }
    }

    private static var failure: BackupError {
        .file("It could not be written: \(String(cString: strerror(errno))).")
    }
}
