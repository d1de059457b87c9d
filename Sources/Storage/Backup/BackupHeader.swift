import Crypto
import CryptoExtras
import Foundation

/// The head of a backup, in clear.
///
/// ## The file
/// | octets | what |
/// |---|---|
/// | 8 | `CATCHLNB` |
/// | 1 | version of this table: 1 |
/// | 3 | scrypt (RFC 7914): the power of two of N, r, p |
/// | 16 | its salt |
/// | 8 | when it was made: milliseconds since 1970, UTC |
/// | 4 | octets of a frame before it was sealed |
///
/// Numbers are big-endian. Frames follow to the end of the file: each is sealed with AES-256-GCM under the key that
/// scrypt makes of the passphrase, its tag of 16 octets behind it. All are of full size but the last, which may be
/// shorter. The nonce is 7 octets of zero, the frame's index in 4 octets, and 1 for the last frame, else 0; what is
/// authenticated beside it is this head. So no frame can be changed, moved, left out, or be the last by having been
/// cut off.
///
/// What is in the frames: `BackupRecord`.
struct BackupHeader: Hashable, Sendable {
    static let magic = Array("CATCHLNB".utf8)
    static let version: UInt8 = 1
    static let octetCount = 40
    static let frameOctetCount = 64 << 10
    static let tagOctetCount = 16

    /// 32 MiB of memory and a tenth of a second; half a second on a Raspberry Pi.
    static let usualCost: UInt8 = 15

    var logarithmicCost: UInt8
    var blockSize: UInt8 = 8
    var parallelism: UInt8 = 1
    var salt: [UInt8]
    var createdAt: Int64

    init(createdAt date: Date, cost: UInt8 = BackupHeader.usualCost) {
        logarithmicCost = cost
        var random = SystemRandomNumberGenerator()
        salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        createdAt = date.milliseconds
    }

    init(decoding octets: [UInt8]) throws(BackupError) {
        guard octets.count == Self.octetCount, octets.starts(with: Self.magic) else { throw .noBackup }
        guard octets[8] == Self.version else { throw .newer }
        logarithmicCost = octets[9]
        blockSize = octets[10]
        parallelism = octets[11]
        // A file shall not have the box compute for an hour, nor take all its memory.
        guard (10...17).contains(logarithmicCost), (1...8).contains(blockSize), (1...4).contains(parallelism)
        else {
            throw .damaged("its head asks for a key of a size that was never written")
        }
        salt = Array(octets[12..<28])
        createdAt = octets[28..<36].reduce(0) { $0 << 8 | Int64($1) }
        let frame = octets[36..<40].reduce(0) { $0 << 8 | Int($1) }
        guard frame == Self.frameOctetCount else {
            throw .damaged("its head names frames of \(frame) octets")
        }
    }

    var encoded: [UInt8] {
        Self.magic + [Self.version, logarithmicCost, blockSize, parallelism] + salt
            + UInt64(bitPattern: createdAt).bigEndianOctets
            + UInt32(Self.frameOctetCount).bigEndianOctets
    }

    func key(passphrase: String) throws(BackupError) -> SymmetricKey {
        do {
            return try KDF.Scrypt.deriveKey(
                from: Array(passphrase.utf8), salt: salt, outputByteCount: 32,
                rounds: 1 << Int(logarithmicCost),
                blockSize: Int(blockSize), parallelism: Int(parallelism))
        } catch {
            throw .file("No key could be made of the passphrase: \(error).")
        }
    }

    static func nonce(of index: UInt32, isLast: Bool) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 7) + index.bigEndianOctets + [isLast ? 1 : 0])
    }
}

extension FixedWidthInteger {
    var bigEndianOctets: [UInt8] {
        withUnsafeBytes(of: bigEndian) { Array($0) }
    }
}
