; "Serve with Portico" in the Explorer menu of a folder, and of the empty space inside one.
; SHCTX is the current user or the whole computer, as chosen in the installer.

!macro serveWithPortico KEY ARGUMENT
  WriteRegStr SHCTX "Software\Classes\${KEY}\shell\Portico" "" "Serve with Portico"
  WriteRegStr SHCTX "Software\Classes\${KEY}\shell\Portico" "Icon" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHCTX "Software\Classes\${KEY}\shell\Portico\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "${ARGUMENT}"'
!macroend

!macro customInstall
  !insertmacro serveWithPortico "Directory" "%1"
  !insertmacro serveWithPortico "Directory\Background" "%V"
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\Portico"
  DeleteRegKey SHCTX "Software\Classes\Directory\Background\shell\Portico"
!macroend
