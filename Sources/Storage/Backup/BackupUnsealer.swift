import Crypto
import Foundation

/// Opens what `BackupSealer` has sealed, and hands it out octet by octet. What it hands out has been authenticated.
struct BackupUnsealer {
    let header: BackupHeader
    private let file: BackupFile
    private let key: SymmetricKey
    private let head: [UInt8]
    private var index: UInt32 = 0
    private var frame: ArraySlice<UInt8> = []
    private var isAtLast = false
    private(set) var digest = SHA256()

    init(_ file: BackupFile, passphrase: String) throws(BackupError) {
        self.file = file
        head = try file.next(BackupHeader.octetCount)
        header = try BackupHeader(decoding: head)
        key = try header.key(passphrase: passphrase)
        try openFrame()
    }

    /// Whether everything has been handed out.
    mutating func isAtEnd() throws(BackupError) -> Bool {
        while frame.isEmpty, !isAtLast { try openFrame() }
        return frame.isEmpty
    }

    mutating func take(_ count: Int) throws(BackupError) -> [UInt8] {
        var taken: [UInt8] = []
        while taken.count < count {
            guard try !isAtEnd() else { throw .damaged("it ends in the middle of a row") }
            let part = frame.prefix(count - taken.count)
            taken += part
            frame = frame.dropFirst(part.count)
        }
        return taken
    }

    private mutating func openFrame() throws(BackupError) {
        let sealed = try file.next(BackupHeader.frameOctetCount + BackupHeader.tagOctetCount)
        isAtLast = try file.isAtEnd()
        guard sealed.count >= BackupHeader.tagOctetCount else { throw broken }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: BackupHeader.nonce(of: index, isLast: isAtLast),
                ciphertext: sealed.dropLast(BackupHeader.tagOctetCount),
                tag: sealed.suffix(BackupHeader.tagOctetCount))
            frame = ArraySlice(try AES.GCM.open(box, using: key, authenticating: head))
        } catch {
            throw broken
        }
        digest.update(data: frame)
        guard index < .max else { throw .damaged("it has too many frames") }
        index += 1
    }

    private var broken: BackupError {
        index == 0
            ? .wrongPassphrase
            : .damaged("it was changed or cut off after \(Int(index) * BackupHeader.frameOctetCount) octets")
    }
}
