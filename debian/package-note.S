/* What systemd's coredumpctl and readelf --notes say a program belongs to:
   https://uapi-group.org/specifications/specs/package_metadata_for_executable_files/ */
	.section .note.package, "a", %note
	.balign 4
	.long 4, 2f - 1f, 0xcafe1a7e
	.asciz "FDO"
1:	.incbin "debian/.package-note.json"
	.byte 0
2:	.balign 4
