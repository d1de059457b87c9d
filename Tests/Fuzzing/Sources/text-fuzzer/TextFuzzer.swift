import CodecProperties
import Harness

@_cdecl("LLVMFuzzerTestOneInput")
public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // What the owner of the box types; thirteen languages in every combination may be tried on it.
    Execution.run(start, count, limit: .milliseconds(50), TextProperties.check)
    return 0
}
